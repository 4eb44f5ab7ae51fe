import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { MembershipRole } from './membership.entity.js';
import { Organization, OrganizationKind, VerificationStatus } from './organization.entity.js';

@InputType({ description: 'A new unit.' })
export class CreateOrganizationInput {
  @Field(() => String, { description: 'Full name, 2 to 80 characters.' })
  name: string;

  @Field(() => OrganizationKind, { description: 'What kind of unit it is.' })
  kind: OrganizationKind;

  @Field(() => ID, { nullable: true, description: 'The unit it belongs to. The tree has at most 8 levels.' })
  parentId?: string | null;

  @Field(() => String, { nullable: true, description: 'Unified social credit code (GB 32100-2015), 18 characters with a right check character; CONFLICT when another unit has it.' })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'What it says about itself, at most 2,000 characters.' })
  about?: string | null;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Changes to a unit; what is left out stays as it is.' })
export class UpdateOrganizationInput {
  @Field(() => String, { nullable: true, description: 'Full name, 2 to 80 characters. Verified anew after a change.' })
  name?: string | null;

  @Field(() => OrganizationKind, { nullable: true, description: 'What kind of unit it is. Verified anew after a change.' })
  kind?: OrganizationKind | null;

  @Field(() => ID, { nullable: true, description: 'The unit it belongs to, null for none. It must not be the unit itself or one below it.' })
  parentId?: string | null;

  @Field(() => String, { nullable: true, description: 'Unified social credit code, null for none. Verified anew after a change.' })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'What it says about itself, at most 2,000 characters.' })
  about?: string | null;
}

@InputType({ description: 'Whom to invite into which unit.' })
export class InviteMemberInput {
  @Field(() => ID, { description: 'Id of the unit.' })
  organizationId: string;

  @Field(() => String, { description: 'Where to send the invitation; only the account with this address can accept it.' })
  email: string;

  @Field(() => MembershipRole, { description: 'The role to offer.' })
  role: MembershipRole;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which units to list; everything given must hold.' })
export class OrganizationFilter {
  @Field(() => String, { nullable: true, description: 'Part of a name, of its pinyin or pinyin initials, or of a credit code; at most 100 characters.' })
  search?: string | null;

  @Field(() => OrganizationKind, { nullable: true, description: 'Only those of this kind.' })
  kind?: OrganizationKind | null;

  @Field(() => ID, { nullable: true, description: 'Only those directly below this unit.' })
  parentId?: string | null;

  @Field(() => VerificationStatus, { nullable: true, description: 'Only those in this state. Without it administrators see all, others the verified ones; others may ask for no other.' })
  verification?: VerificationStatus | null;
}

@ObjectType({ description: 'A person who belongs to a unit, as its other members see them.' })
export class OrganizationMember {
  @Field(() => ID, { description: 'Id of their account.' })
  userId: string;

  @Field(() => String, { description: 'The name they go by.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Their e-mail address: for owners and administrators; null for others.' })
  email: string | null;

  @Field(() => MembershipRole, { description: 'What they may do there.' })
  role: MembershipRole;

  @Field(() => Date, { description: 'When they joined.' })
  since: Date;
}

export const OrganizationConnection = connectionOf(Organization, 'Organization');
