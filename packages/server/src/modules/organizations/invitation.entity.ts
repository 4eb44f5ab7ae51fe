import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { MembershipRole } from './membership.entity.js';
import { PersonalData } from '../trace/index.js';
import { seeAllUnits } from './organizations.permissions.js';

export enum InvitationStatus {
  OPEN = 'OPEN',
  ACCEPTED = 'ACCEPTED',
  REVOKED = 'REVOKED',
  EXPIRED = 'EXPIRED',
}

/** An offer to join a unit, sent by mail. The link holds a token of which only the hash is stored. */
@Entity('invitations')
@ObjectType({ description: 'An offer to join a unit, sent by e-mail.' })
export class Invitation {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the invitation. It is not the secret in the link.' })
  id: string;

  @Column(column.id())
  organizationId: string;

  /** Normalised: see `readEmail`. */
  @Column(column.text())
  @PersonalData({ seenWith: seeAllUnits })
  @Field(() => String, {
    description: 'The address to which the invitation was sent. Only the account with this address can accept it.',
  })
  email: string;

  @Column(column.text())
  @Field(() => MembershipRole, { description: 'The role it offers.' })
  role: MembershipRole;

  @Column(column.text())
  tokenHash: string;

  /** The stored status. It is never EXPIRED, because an open invitation expires by time alone; see `statusAt`. */
  @Column({ ...column.text(), name: 'status' })
  storedStatus: Exclude<`${InvitationStatus}`, 'EXPIRED'>;

  @Column(column.id())
  invitedBy: string;

  @Column(column.id({ nullable: true }))
  acceptedBy: string | null;

  @Column(column.time())
  createdAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'The moment until which the invitation can be accepted.' })
  expiresAt: Date;
}

registerEnumType(InvitationStatus, {
  name: 'InvitationStatus',
  description: 'The state of an invitation.',
  valuesConfig: {
    OPEN: { description: 'It can be accepted.' },
    ACCEPTED: { description: 'The invited person has joined.' },
    REVOKED: { description: 'An owner took it back, or a newer one replaced it.' },
    EXPIRED: { description: 'Nobody accepted the invitation in time.' },
  },
});
