import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from '../../scalars.js';
import { TreeHead } from './proof.entities.js';

@ObjectType({ description: 'A journal entry as a leaf of the tree, with what leads from it to the root.' })
export class EntryProof {
  @Field(() => String, { description: 'The bytes of the leaf: the entry with its lines as JSON, exactly as docs/proof.md defines it.' })
  leaf: string;

  @Field(() => SafeInt, { nullable: true, description: 'Its place among all leaves, from 0; null while it is not in the tree yet, which takes about a second.' })
  position: number | null;

  @Field(() => [String], { description: 'Audit path of RFC 6962 to the root of the head, from the bottom up, in hex.' })
  path: string[];
}

@ObjectType({ description: 'What the ledger holds of a document such as a receipt, with the proof that it does.' })
export class DocumentProof {
  @Field(() => String, { description: 'Number of the document.' })
  document: string;

  @Field(() => TreeHead, { nullable: true, description: 'The newest signed head, to which the paths lead; null while nothing is in the tree.' })
  head: TreeHead | null;

  @Field(() => [EntryProof], { description: 'The entries that name it, and those that take one of them back, in the order of their time.' })
  entries: EntryProof[];
}
