import { createHash } from 'node:crypto';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';

/** A journal entry's place in the tree. Never changed, never removed, like everything here. */
@Entity('proof_leaves')
export class ProofLeaf {
  /** 0, 1, 2 … in the order in which the follower took them in. */
  @PrimaryColumn(column.integerKey())
  position: number;

  @Column(column.id())
  entryId: string;

  /** Of the entry's canonical bytes, in hex. */
  @Column(column.text())
  hash: string;
}

/** The hash of a complete subtree of every fourth level above the leaves. */
@Entity('proof_nodes')
export class ProofNode {
  @PrimaryColumn(column.integerKey())
  level: number;

  /** Counted within its level. */
  @PrimaryColumn(column.integerKey())
  position: number;

  @Column(column.text())
  hash: string;
}

@Entity('proof_keys')
@ObjectType({ description: 'A public key by which heads of the tree are or were signed. Old ones are kept, or what they signed could not be checked.' })
export class ProofKey {
  @PrimaryColumn(column.textKey())
  @Field(() => String, { description: 'Its name in the heads: the first 16 digits of the fingerprint.' })
  keyId: string;

  @Column(column.text())
  @Field(() => String, { description: 'The 32 bytes of the Ed25519 key, in base64.' })
  publicKey: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it signed for the first time.' })
  since: Date;

  @Field(() => String, { description: 'SHA-256 of the key\'s bytes, in hex: what to compare with a printed copy.' })
  get fingerprint(): string {
    return createHash('sha256').update(Buffer.from(this.publicKey, 'base64')).digest('hex');
  }
}

@Entity('proof_heads')
@ObjectType({ description: 'A signed statement of what all of the ledger was at a moment: how many entries, and the root hash over them. docs/proof.md says which bytes are signed.' })
export class TreeHead {
  @PrimaryColumn(column.integerKey())
  @Field(() => SafeInt, { description: 'How many entries it covers.' })
  size: number;

  @Column(column.text())
  @Field(() => String, { description: 'Root hash of the Merkle tree over them, in hex.' })
  root: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was signed.' })
  signedAt: Date;

  @Column(column.text())
  @Field(() => String, { description: 'Which key signed it.' })
  keyId: string;

  @Column(column.text())
  @Field(() => String, { description: 'Ed25519 signature in base64.' })
  signature: string;
}
