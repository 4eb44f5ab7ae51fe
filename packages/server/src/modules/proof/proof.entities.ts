import { createHash } from 'node:crypto';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';

/** The place of a journal entry in the tree. Like every row in this file it is never changed and never removed. */
@Entity('proof_leaves')
export class ProofLeaf {
  /** 0, 1, 2 … in the order in which the follower appended the entries. */
  @PrimaryColumn(column.integerKey())
  position: number;

  @Column(column.id())
  entryId: string;

  /** The hash of the entry's canonical bytes, in hex. */
  @Column(column.text())
  hash: string;
}

/** The hash of a complete subtree, for every fourth level above the leaves. */
@Entity('proof_nodes')
export class ProofNode {
  @PrimaryColumn(column.integerKey())
  level: number;

  /** The index within the level. */
  @PrimaryColumn(column.integerKey())
  position: number;

  @Column(column.text())
  hash: string;
}

@Entity('proof_keys')
@ObjectType({
  description:
    'A public key that signs or has signed heads of the tree. Old keys are kept, because the heads that they signed must stay verifiable.',
})
export class ProofKey {
  @PrimaryColumn(column.textKey())
  @Field(() => String, { description: "The key's name in the heads: the first 16 digits of its fingerprint." })
  keyId: string;

  @Column(column.text())
  @Field(() => String, { description: 'The 32 bytes of the Ed25519 key, in base64.' })
  publicKey: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the key first signed a head.' })
  since: Date;

  @Field(() => String, { description: "SHA-256 of the key's bytes in hexadecimal, to compare with a printed copy." })
  get fingerprint(): string {
    return createHash('sha256').update(Buffer.from(this.publicKey, 'base64')).digest('hex');
  }
}

@Entity('proof_heads')
@ObjectType({
  description:
    'A signed statement of the content of the whole ledger at a moment: the number of entries and the root hash of their tree. docs/proof.md says which bytes are signed.',
})
export class TreeHead {
  @PrimaryColumn(column.integerKey())
  @Field(() => SafeInt, { description: 'The number of entries that the head covers.' })
  size: number;

  @Column(column.text())
  @Field(() => String, { description: 'Root hash of the Merkle tree over these entries, in hexadecimal.' })
  root: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the head was signed.' })
  signedAt: Date;

  @Column(column.text())
  @Field(() => String, { description: 'The name of the key that signed it.' })
  keyId: string;

  @Column(column.text())
  @Field(() => String, { description: 'Ed25519 signature, in base64.' })
  signature: string;
}
