import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { MembershipRole } from './membership.entity.js';
import { Organization, OrganizationKind, VerificationStatus } from './organization.entity.js';
import { PersonalData } from '../trace/index.js';
import { seeAllUnits } from './organizations.permissions.js';

@InputType({ description: 'A new unit.' })
export class CreateOrganizationInput {
  @Field(() => String, { description: 'Full name, 2 to 80 characters.' })
  name: string;

  @Field(() => OrganizationKind, { description: 'What kind of unit it is.' })
  kind: OrganizationKind;

  @Field(() => ID, {
    nullable: true,
    description:
      'The unit above the new one; null for none. Until an owner of it or an administrator consents, the new unit stands alone. The tree has at most 8 levels.',
  })
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Unified social credit code (GB 32100-2015), 18 characters with a correct check character. CONFLICT when another unit has it.',
  })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'What the unit says about itself, at most 2,000 characters.' })
  about?: string | null;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Changes to a unit. Fields that are left out stay as they are.' })
export class UpdateOrganizationInput {
  @Field(() => String, {
    nullable: true,
    description: 'Full name, 2 to 80 characters. A change requires a new verification.',
  })
  name?: string | null;

  @Field(() => OrganizationKind, {
    nullable: true,
    description: 'The kind of unit. A change requires a new verification.',
  })
  kind?: OrganizationKind | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The unit above this one; null for none. It must not be the unit itself or a unit below it. An owner of it or an administrator has to consent; until then nothing changes.',
  })
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why an administrator puts the unit below another, at most 500 characters. Required when an administrator changes the parent and does not own it.',
  })
  parentReason?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Unified social credit code; null for none. A change requires a new verification.',
  })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'What the unit says about itself, at most 2,000 characters.' })
  about?: string | null;
}

@InputType({ description: 'The person to invite, and the unit.' })
export class InviteMemberInput {
  @Field(() => ID, { description: 'Id of the unit.' })
  organizationId: string;

  @Field(() => String, {
    description: 'The address of the invitation. Only the account with this address can accept it.',
  })
  email: string;

  @Field(() => MembershipRole, { description: 'The role to offer.' })
  role: MembershipRole;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which units to list. A unit must meet all given conditions.' })
export class OrganizationFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Part of a name, of its pinyin or pinyin initials, or of a credit code; at most 100 characters.',
  })
  search?: string | null;

  @Field(() => OrganizationKind, { nullable: true, description: 'Only those of this kind.' })
  kind?: OrganizationKind | null;

  @Field(() => ID, { nullable: true, description: 'Only those directly below this unit.' })
  parentId?: string | null;

  @Field(() => VerificationStatus, {
    nullable: true,
    description:
      'Only units in this state. Without it, administrators see all units and others see the verified ones. Only administrators may ask for another state than VERIFIED.',
  })
  verification?: VerificationStatus | null;
}

@ObjectType({ description: 'A member of a unit, as the other members see the person.' })
export class OrganizationMember {
  @Field(() => ID, { description: "Id of the person's account." })
  userId: string;

  @Field(() => String, { description: "The person's name." })
  name: string;

  @PersonalData<OrganizationMember>({ seenWith: seeAllUnits, isOwn: (member, userId) => member.userId === userId })
  @Field(() => String, {
    nullable: true,
    description: "The person's e-mail address. Owners and administrators see it; it is null for others.",
  })
  email: string | null;

  @Field(() => MembershipRole, { description: "The person's role in the unit." })
  role: MembershipRole;

  @Field(() => Date, { description: 'When the person joined.' })
  since: Date;
}

export const OrganizationConnection = connectionOf(Organization, 'Organization');
