import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from '../../scalars.js';
import { TreeHead } from './proof.entities.js';

@ObjectType({ description: 'A journal entry as a leaf of the tree, with the path from it to the root.' })
export class EntryProof {
  @Field(() => String, {
    description: 'The bytes of the leaf: the entry with its lines as JSON, exactly as docs/proof.md defines it.',
  })
  leaf: string;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The position of the leaf in the tree, from 0. Null while the entry is not in the tree, which takes about a second.',
  })
  position: number | null;

  @Field(() => [String], {
    description: 'Audit path of RFC 6962 to the root of the head, from the bottom up, in hexadecimal.',
  })
  path: string[];
}

@ObjectType({ description: 'What the ledger contains about a document such as a receipt, with the proof.' })
export class DocumentProof {
  @Field(() => String, { description: 'Number of the document.' })
  document: string;

  @Field(() => TreeHead, {
    nullable: true,
    description: 'The newest signed head, to which the paths lead; null while the tree is empty.',
  })
  head: TreeHead | null;

  @Field(() => [EntryProof], {
    description: 'The entries that name the document, and the entries that reverse one of them, oldest first.',
  })
  entries: EntryProof[];
}
