import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Invitation, InvitationStatus } from './invitation.entity.js';
import * as invitations from './invitations.service.js';
import { Membership } from './membership.entity.js';
import { Organization } from './organization.entity.js';
import { InviteMemberInput } from './organizations.inputs.js';
import { organizationLoader } from './organizations.loaders.js';

@Resolver(() => Invitation)
export class InvitationResolver {
  @Query(() => Invitation, {
    nullable: true,
    description: 'What a person with an invitation link sees before accepting; null when the link is unknown.',
  })
  invitation(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: 'The last part of the link.' }) token: string,
  ): Promise<Invitation | null> {
    return invitations.findInvitation(context, token);
  }

  @FieldResolver(() => Organization, { description: 'The unit to join. It is shown even when it is not verified.' })
  organization(@Ctx() context: RequestContext, @Root() invitation: Invitation): Promise<Organization | null> {
    return organizationLoader(context).load(invitation.organizationId);
  }

  @FieldResolver(() => InvitationStatus, { description: 'Whether the invitation can still be accepted.' })
  status(@Ctx() context: RequestContext, @Root() invitation: Invitation): InvitationStatus {
    return invitations.findStatus(context, invitation);
  }

  @Mutation(() => Invitation, {
    description:
      'Invites a person by e-mail. The link works for 14 days and replaces an earlier one to the same address. Only owners may do it.',
  })
  inviteMember(
    @Ctx() context: RequestContext,
    @Arg('input', () => InviteMemberInput, { description: 'The person to invite, and the unit.' })
    input: InviteMemberInput,
  ): Promise<Invitation> {
    return invitations.inviteMember(context, input);
  }

  @Mutation(() => Organization, {
    description: 'Revokes an invitation. Only owners may do it. INVALID_STATE when the invitation has been accepted.',
  })
  revokeInvitation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the invitation.' }) id: string,
  ): Promise<Organization> {
    return invitations.revokeInvitation(context, id);
  }

  @Mutation(() => Membership, {
    description:
      'Joins the unit of an invitation link. Only the account with the invited address may do it. Accepting twice changes nothing.',
  })
  acceptInvitation(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: 'The last part of the link.' }) token: string,
  ): Promise<Membership> {
    return invitations.acceptInvitation(context, token);
  }
}
