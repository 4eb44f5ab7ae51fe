import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { connectionOf, PageArgs, paginate, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { badInput } from '../../errors.js';
import { readText } from '../../input.js';
import { SafeInt } from '../../scalars.js';
import { ledgerLog } from './ledger-log.js';
import { ProofKey, TreeHead } from './proof.entities.js';
import { findNewestHead, proveConsistency, proveDocument } from './proof.queries.js';
import { DocumentProof } from './proof.types.js';

const TreeHeadConnection = connectionOf(TreeHead, 'TreeHead');

@Resolver(() => TreeHead)
export class ProofResolver {
  @Query(() => TreeHead, {
    nullable: true,
    description: "The newest signed head of the ledger's tree; null while the ledger is empty.",
  })
  treeHead(@Ctx() { db }: RequestContext): Promise<TreeHead | null> {
    return findNewestHead(ledgerLog, db.read);
  }

  @Query(() => TreeHeadConnection, { description: 'All signed heads, newest first.' })
  treeHeads(@Ctx() { db }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<TreeHead>> {
    return paginate(
      db.read.createQueryBuilder(TreeHead, 'head'),
      [{ column: 'head.size', of: ({ size }) => size, direction: 'DESC', kind: 'number' }],
      page,
    );
  }

  @Query(() => [ProofKey], { description: 'The public keys that signed heads, newest first.' })
  proofKeys(@Ctx() { db }: RequestContext): Promise<ProofKey[]> {
    return db.read.find(ProofKey, { order: { since: 'DESC', keyId: 'ASC' }, take: 100 });
  }

  @Query(() => DocumentProof, {
    nullable: true,
    description:
      'The proof that the ledger contains a document, such as a receipt by its number. Null when no entry names the document.',
  })
  documentProof(
    @Ctx() { db }: RequestContext,
    @Arg('document', () => String, { description: 'Number of the document.' }) document: string,
  ): Promise<DocumentProof | null> {
    return proveDocument(db.read, readText('document', document, { max: 40 }));
  }

  @Query(() => [String], {
    description:
      'Consistency proof of RFC 6962, in hexadecimal: it proves that the later tree begins with the earlier one.',
  })
  async consistencyProof(
    @Ctx() { db }: RequestContext,
    @Arg('from', () => SafeInt, { description: 'Size of the earlier tree, at least 1.' }) from: number,
    @Arg('to', () => SafeInt, { description: 'Size of the later tree, at most the size of the newest head.' })
    to: number,
  ): Promise<string[]> {
    const size = (await findNewestHead(ledgerLog, db.read))?.size ?? 0;
    if (to < 1 || to > size) throw badInput('to', 'number.outOfRange', { min: 1, max: size });
    if (from < 1 || from > to) throw badInput('from', 'number.outOfRange', { min: 1, max: to });
    return proveConsistency(ledgerLog, db.read, from, to);
  }
}
