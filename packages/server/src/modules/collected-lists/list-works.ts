import { setImmediate as endOfTurn } from 'node:timers/promises';
import { DomainError } from '../../errors.js';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { rowsOf } from '../../db/rows.js';
import { sumFen } from '../../lib/money.js';
import type { MessageKey } from '../../messages/index.js';
import { Organization, editorsOf, requireOpen } from '../organizations/index.js';
import type { Work, WorkKind, WorkSteps } from '../works/index.js';
import { CollectedList, CollectedListRow } from './collected-list.entity.js';
import { CollectedListState } from './collected-list.enums.js';
import { changeList, commitLocked, type Commitment } from './commit-list.js';

/** Rows that one step checks. */
const CHECKED = 1_000;

/** A list whose commitment came to nothing waits for the unit again. */
async function letGo(tx: Tx, id: string): Promise<void> {
  const list = await tx.lock(CollectedList, { id });
  if (list?.state === CollectedListState.COMMITTING) await changeList(tx, list, { state: CollectedListState.DRAFT });
}

/**
 * Commits a long list. The first steps count and add up its rows again; the last one makes all of them gifts in one
 * transaction, so that nobody ever sees half a list. The work starts from its beginning after an interruption.
 */
async function commitInSteps(services: Services, work: Work, steps: WorkSteps): Promise<void> {
  const { subjectId: id, startedById } = work;
  const commitment = JSON.parse(work.requestJson ?? '{}') as Commitment;
  try {
    let after = '';
    let done = 0;
    let sum = 0;
    for (let checked = -1; checked !== 0;) {
      const taken = await steps.take(async (tx) => {
        const [rows] = await tx.query(
          rowsOf(
            tx,
            CollectedListRow,
            `list_id = ? AND left_out IS NULL AND id > ? ORDER BY id LIMIT ${CHECKED}`,
            [id, after],
            ['id', 'amountFen'],
          ),
        );
        checked = rows.length;
        done += checked;
        after = rows.at(-1)?.id ?? after;
        sum = sumFen([sum, ...rows.map(({ amountFen }) => amountFen ?? 0)]);
        await steps.progress(tx, done, work.total);
      });
      if (!taken) return;
      // SQLite queries do not leave the current turn of the event loop, so this gives other requests a turn.
      await endOfTurn();
    }
    const mayCommit = (await editorsOf(services, commitment.organizationId)).includes(startedById);
    await steps.take(async (tx) => {
      const unit = await tx.lock(Organization, { id: commitment.organizationId });
      // Editors of its successor look after a merged unit, but nobody gives in its name any more.
      if (unit !== null) requireOpen(unit);
      const list = await tx.lock(CollectedList, { id });
      if (!mayCommit || list?.state !== CollectedListState.COMMITTING || sum !== list.amountFen) {
        await letGo(tx, id);
        await steps.fail(tx, 'work.cannotGoOn');
        return;
      }
      await commitLocked(services, tx, list, commitment, { viewer: { userId: startedById } });
      await steps.finish(tx, [{ name: 'gifts', count: list.giftCount, sum: list.amountFen }]);
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const reason: MessageKey = error.key;
    await steps.take(async (tx) => {
      await letGo(tx, id);
      await steps.fail(tx, reason);
    });
  }
}

export const listCommitment: WorkKind = {
  name: 'COLLECTED_LIST_COMMIT',
  path: ({ subjectId }) => `/workspace/lists/${subjectId}`,
  maySee: () => false,
  run: commitInSteps,
  cancel: (tx, { subjectId }) => letGo(tx, subjectId),
};
