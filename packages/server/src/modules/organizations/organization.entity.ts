import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum OrganizationKind {
  PARTY_COMMITTEE = 'PARTY_COMMITTEE',
  GOVERNMENT = 'GOVERNMENT',
  SOCIAL_WORK = 'SOCIAL_WORK',
  ENTERPRISE = 'ENTERPRISE',
  CHARITY = 'CHARITY',
  COMMUNITY = 'COMMUNITY',
}

export enum VerificationStatus {
  WAITING = 'WAITING',
  VERIFIED = 'VERIFIED',
  REFUSED = 'REFUSED',
}

/** A unit. Units form a tree. A gift counts only for the unit that gave it, not for the units above. */
@Entity('organizations')
@ObjectType({
  description:
    'A unit. It publishes projects, or gives through its members. It is public after an administrator has verified it.',
})
export class Organization {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the unit.' })
  id: string;

  @Column(column.id({ nullable: true }))
  parentId: string | null;

  /** The name as its owners write it. See `publicNameOf` for the name that others see. */
  @Column(column.text())
  name: string;

  /** The name under which an administrator last verified it. */
  @Column(column.text({ nullable: true }))
  verifiedName: string | null;

  /** The credit code with which an administrator last verified it. */
  @Column(column.text({ nullable: true }))
  verifiedCode: string | null;

  /** See `nameKeyOf`. */
  @Column(column.text({ nullable: true }))
  nameKey: string | null;

  @Column(column.text())
  @Field(() => OrganizationKind, { description: 'What kind of unit it is.' })
  kind: OrganizationKind;

  /** The code as its owners write it. See `publicCodeOf` for the code that others see. */
  @Column(column.text({ nullable: true }))
  creditCode: string | null;

  @Column(column.longText())
  @Field(() => String, { description: 'What the unit says about itself; may be empty.' })
  about: string;

  @Column(column.text())
  @Field(() => VerificationStatus, {
    description: "The state of the unit's verification. Only verified units are public and can publish projects.",
  })
  verification: VerificationStatus;

  @Column(column.text({ nullable: true }))
  verificationComment: string | null;

  /** The administrator who last decided on the verification; null before the first decision. */
  @Column(column.id({ nullable: true }))
  decidedById: string | null;

  @Column(column.time({ nullable: true }))
  decidedAt: Date | null;

  /** See `searchTextsOf`. */
  @Column(column.longText())
  searchText: string;

  @Column(column.longText({ nullable: true }))
  publicSearchText: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the unit was registered here.' })
  createdAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When the unit was merged into another; null while it exists. It keeps its page and its past.',
  })
  closedAt: Date | null;

  /** The unit into which this closed unit was merged. After further mergers it is the last of them, which is open. */
  @Column(column.id({ nullable: true }))
  successorId: string | null;
}

/** A public name that a unit no longer has. Papers from its time keep the name and can be found by it. */
@Entity('former_names')
export class FormerName {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id())
  organizationId: string;

  @Column(column.text())
  name: string;

  @Column(column.longText())
  searchText: string;

  @Column(column.time())
  endedAt: Date;
}

registerEnumType(OrganizationKind, {
  name: 'OrganizationKind',
  description: 'What kind of unit it is.',
  valuesConfig: {
    PARTY_COMMITTEE: { description: 'A Party committee or branch.' },
    GOVERNMENT: { description: 'A government body.' },
    SOCIAL_WORK: { description: 'A social-work organization.' },
    ENTERPRISE: { description: 'A company.' },
    CHARITY: { description: 'A charity.' },
    COMMUNITY: { description: 'A village or an urban community.' },
  },
});

registerEnumType(VerificationStatus, {
  name: 'VerificationStatus',
  description: "The state of a unit's verification.",
  valuesConfig: {
    WAITING: { description: 'No administrator has decided yet.' },
    VERIFIED: { description: 'An administrator has confirmed that the unit is genuine.' },
    REFUSED: { description: 'An administrator has refused the unit and given the reason.' },
  },
});
