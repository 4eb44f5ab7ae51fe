import { In } from 'typeorm';
import { may, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { hasRunningWork, startWork, type Work, type WorkKind } from '../works/index.js';
import { linesConfirmation } from './open-lines-bulk.js';
import { seeStatements } from './reconciliation.permissions.js';
import { Statement } from './statement.entities.js';
import { BUSY, StatementState } from './statement.enums.js';
import { statementWorkerOf } from './statement-worker.js';

/** Everybody who may see statements sees the work on them, also when another person asked for it. */
const maySee = (context: RequestContext): boolean => may(context, seeStatements);

const kindOf = (name: string, more: Partial<WorkKind> = {}): WorkKind => ({
  name,
  path: ({ subjectId }) => `/treasury/statements/${subjectId}`,
  maySee,
  run: (services, work, steps) => statementWorkerOf(services).work(work, steps),
  ...more,
});

/** Settled lines stay settled. The rest of the statement is ready for a new decision. */
const letGo = {
  cancel: async (tx: Tx, { subjectId: id }: Work): Promise<void> => {
    await tx.lock(Statement, { id });
    await tx.manager.update(Statement, { id }, { state: StatementState.READY, confirmFrom: null, askedById: null });
  },
};

/** An import cannot be cancelled, because half a file must not be in the books. */
const statementImport = kindOf('STATEMENT_IMPORT', {
  isHere: (services, { subjectId }) => statementWorkerOf(services).hasFile(subjectId),
});
const statementMatching = kindOf('STATEMENT_MATCHING', letGo);
const statementConfirmation = kindOf('STATEMENT_CONFIRMATION', letGo);
const statementSuspense = kindOf('STATEMENT_SUSPENSE', letGo);

export const statementWorks: readonly WorkKind[] = [
  statementImport,
  statementMatching,
  statementConfirmation,
  statementSuspense,
  linesConfirmation,
];

/** The work for each state of a statement; none for states that wait for a treasurer. */
const workOfState: Partial<Record<StatementState, WorkKind>> = {
  [StatementState.STORING]: statementImport,
  [StatementState.MATCHING]: statementMatching,
  [StatementState.CONFIRMING]: statementConfirmation,
  [StatementState.SUSPENDING]: statementSuspense,
};

/** Starts the work for the statement's state, in the transaction that changed the statement. */
export async function startStatementWork(tx: Tx, statement: Statement): Promise<void> {
  const { id, state, fileName, askedById, uploadedById, total } = statement;
  const kind = workOfState[state];
  if (kind !== undefined)
    await startWork(tx, { kind, subjectId: id, subject: fileName, startedById: askedById ?? uploadedById, total });
}

/** Starts work for statements that wait for it but have none. An older version of the server began to work on them. */
export async function adoptStatements({ db }: Services): Promise<void> {
  for (const { id } of await db.read.findBy(Statement, { state: In([...BUSY]) })) {
    await db.transact(async (tx) => {
      const statement = await tx.lock(Statement, { id });
      if (statement !== null && BUSY.includes(statement.state) && !(await hasRunningWork(tx, id)))
        await startStatementWork(tx, statement);
    });
  }
}
