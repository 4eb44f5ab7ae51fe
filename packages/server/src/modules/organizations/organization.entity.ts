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

/** A unit. Units form a tree; what a unit gives counts for it alone. */
@Entity('organizations')
@ObjectType({ description: 'A unit: it publishes projects, or gives through its members. Public once it is verified.' })
export class Organization {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the unit.' })
  id: string;

  @Column(column.id({ nullable: true }))
  parentId: string | null;

  /** As its owners write it; see `publicNameOf` for what others are shown. */
  @Column(column.text())
  name: string;

  /** The name under which an administrator last verified it. */
  @Column(column.text({ nullable: true }))
  verifiedName: string | null;

  @Column(column.text())
  @Field(() => OrganizationKind, { description: 'What kind of unit it is.' })
  kind: OrganizationKind;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Unified social credit code (GB 32100-2015); no two units have the same.' })
  creditCode: string | null;

  @Column(column.longText())
  @Field(() => String, { description: 'What it says about itself; may be empty.' })
  about: string;

  @Column(column.text())
  @Field(() => VerificationStatus, { description: 'Whether an administrator has verified it. Only verified units are public and can publish.' })
  verification: VerificationStatus;

  @Column(column.text({ nullable: true }))
  verificationComment: string | null;

  /** See `searchTextsOf`. */
  @Column(column.longText())
  searchText: string;

  @Column(column.longText({ nullable: true }))
  publicSearchText: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was registered here.' })
  createdAt: Date;
}

/** A public name that a unit no longer has. Papers of its time keep it, and are found by it. */
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
  description: 'Whether an administrator has verified a unit.',
  valuesConfig: {
    WAITING: { description: 'No administrator has decided yet.' },
    VERIFIED: { description: 'An administrator has verified that the unit is what it says.' },
    REFUSED: { description: 'An administrator has refused it and said why.' },
  },
});
