import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { MembershipRole } from './membership.entity.js';

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
  @Field(() => ID, { description: 'Id of the invitation; not the secret in the link.' })
  id: string;

  @Column(column.id())
  organizationId: string;

  /** Normalised: see `readEmail`. */
  @Column(column.text())
  @Field(() => String, { description: 'The address it was sent to; only the account with this address can accept it.' })
  email: string;

  @Column(column.text())
  @Field(() => MembershipRole, { description: 'The role it offers.' })
  role: MembershipRole;

  @Column(column.text())
  tokenHash: string;

  /** Never EXPIRED: time alone makes an open one that. See `statusAt`. */
  @Column({ ...column.text(), name: 'status' })
  storedStatus: Exclude<`${InvitationStatus}`, 'EXPIRED'>;

  @Column(column.id())
  invitedBy: string;

  @Column(column.id({ nullable: true }))
  acceptedBy: string | null;

  @Column(column.time())
  createdAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'Until when it can be accepted.' })
  expiresAt: Date;
}

registerEnumType(InvitationStatus, {
  name: 'InvitationStatus',
  description: 'What became of an invitation.',
  valuesConfig: {
    OPEN: { description: 'It can be accepted.' },
    ACCEPTED: { description: 'The invited person has joined.' },
    REVOKED: { description: 'An owner took it back, or a newer one replaced it.' },
    EXPIRED: { description: 'Nobody accepted it in time.' },
  },
});
