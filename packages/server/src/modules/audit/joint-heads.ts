import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Services } from '../../context.js';
import type { Check } from '../../db/check.js';
import * as column from '../../db/columns.js';
import { isDuplicateKey } from '../../db/faults.js';
import { findNewestHead, isTextSignedBy, ledgerLog, ProofKey, type SigningKey } from '../proof/index.js';
import { traceLog } from './trace-log.js';

/**
 * A signed statement that a head of the ledger and a head of the trace belong together. Without it somebody with the key
 * could show one trace with the ledger to one auditor and another trace to the next.
 */
@Entity('joint_heads')
export class JointHead {
  @PrimaryColumn(column.integerKey())
  ledgerSize: number;

  @PrimaryColumn(column.integerKey())
  traceSize: number;

  @Column(column.text())
  ledgerRoot: string;

  @Column(column.text())
  traceRoot: string;

  @Column(column.time())
  signedAt: Date;

  @Column(column.text())
  keyId: string;

  @Column(column.text())
  signature: string;
}

/** The bytes to sign, as docs/trace.md defines them. */
const signedText = (head: Omit<JointHead, 'signature'>): string =>
  `hongchuang joint head v1\nledger ${head.ledgerSize} ${head.ledgerRoot}\ntrace ${head.traceSize} ${head.traceRoot}\ntimestamp ${head.signedAt.toISOString()}\nkeyId ${head.keyId}\n`;

const newestJointHead = (manager: EntityManager): Promise<JointHead | null> =>
  manager.findOne(JointHead, { where: {}, order: { ledgerSize: 'DESC', traceSize: 'DESC' } });

/** Signs the newest heads of ledger and trace together, unless they are signed already. */
export async function bindHeads({ db, clock }: Services, key: SigningKey): Promise<void> {
  const [ledger, trace, last] = await Promise.all([
    findNewestHead(ledgerLog, db.read),
    findNewestHead(traceLog, db.read),
    newestJointHead(db.read),
  ]);
  if (ledger === null || trace === null) return;
  if (last !== null && last.ledgerSize === ledger.size && last.traceSize === trace.size) return;
  // Time never goes back in the heads, whatever the clock of the server does.
  const now = clock.now();
  const statement = {
    ledgerSize: ledger.size,
    ledgerRoot: ledger.root,
    traceSize: trace.size,
    traceRoot: trace.root,
    signedAt: last !== null && last.signedAt > now ? last.signedAt : now,
    keyId: key.keyId,
  };
  const head = { ...statement, signature: key.signText(signedText(statement)) };
  await db
    .transact((tx) => tx.manager.insert(JointHead, head))
    .catch((error: unknown) => {
      // Another node signed the same two heads in the same moment.
      if (!isDuplicateKey(error)) throw error;
    });
}

const AT_ONCE = 500;

/** Yields the joint heads as lines, from the oldest on. */
export async function* jointHeadLines(manager: EntityManager): AsyncGenerator<string[]> {
  for (let last = { ledgerSize: 0, traceSize: 0 }; ;) {
    const heads = await manager
      .createQueryBuilder(JointHead, 'head')
      .where('head.ledgerSize > :ledgerSize OR (head.ledgerSize = :ledgerSize AND head.traceSize > :traceSize)', last)
      .orderBy('head.ledgerSize', 'ASC')
      .addOrderBy('head.traceSize', 'ASC')
      .limit(AT_ONCE)
      .getMany();
    yield heads.map(({ ledgerSize, ledgerRoot, traceSize, traceRoot, signedAt, keyId, signature }) =>
      JSON.stringify({
        ledger: { size: ledgerSize, root: ledgerRoot },
        trace: { size: traceSize, root: traceRoot },
        timestamp: signedAt.toISOString(),
        keyId,
        signature,
      }),
    );
    if (heads.length < AT_ONCE) return;
    last = heads.at(-1)!;
  }
}

export const jointHeadChecks: readonly Check[] = [
  {
    name: 'every joint head names a head of the ledger and a head of the trace',
    sql: `SELECT j.ledger_size, j.trace_size FROM joint_heads j
          WHERE NOT EXISTS (SELECT 1 FROM proof_heads h WHERE h.size = j.ledger_size AND h.root = j.ledger_root)
            OR NOT EXISTS (SELECT 1 FROM trace_heads h WHERE h.size = j.trace_size AND h.root = j.trace_root) LIMIT 100`,
  },
  {
    name: 'every joint head has a good signature, and sizes that never go back',
    async violations({ db }) {
      const keys = new Map((await db.read.find(ProofKey)).map(({ keyId, publicKey }) => [keyId, publicKey]));
      const rows: Record<string, unknown>[] = [];
      let traceSize = 0;
      for (const head of await db.read.find(JointHead, { order: { ledgerSize: 'ASC', traceSize: 'ASC' } })) {
        const publicKey = keys.get(head.keyId);
        if (
          publicKey === undefined ||
          !isTextSignedBy(publicKey, signedText(head), head.signature) ||
          head.traceSize < traceSize
        )
          rows.push({ ledgerSize: head.ledgerSize, traceSize: head.traceSize });
        traceSize = head.traceSize;
      }
      return rows;
    },
  },
];
