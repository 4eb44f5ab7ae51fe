import { requirePermission, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput } from '../../errors.js';
import { readFen, readId, readText } from '../../input.js';
import { recordOnce } from '../../recorded-once.js';
import { postEntry, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import { prepareOrders } from '../orders/index.js';
import { referenceKey } from '../pledges/index.js';
import {
  addToFund,
  lockProgramme,
  prepareMove,
  requireFreeReference,
  withOwnReference,
  type LockedProgramme,
} from './moves.base.js';
import { ProgrammeMove } from './programme.entities.js';
import { ProgrammeMoveKind } from './programme.enums.js';
import { accountsOf, programmeIncome, sourceOfMove } from './programmes.entries.js';
import type { BookProgrammeIncomeInput } from './programmes.inputs.js';
import { LIMITS } from './programmes.rules.js';

/**
 * Prepares the booking of money that arrived on the special account for a programme, by a treasurer. It is booked when
 * a second person signs.
 */
export async function bookProgrammeIncome(
  context: RequestContext,
  input: BookProgrammeIncomeInput,
): Promise<ProgrammeMove> {
  const { userId } = requirePermission(context, prepareOrders);
  const programmeId = readId('programmeId', input.programmeId);
  const amountFen = readFen('amount', input.amount, LIMITS.amountFen);
  const bankReference = readText('bankReference', input.bankReference, LIMITS.bankReference);
  const note = readText('note', input.note, LIMITS.note);
  const { recorded } = await withOwnReference(() =>
    recordOnce(context, {
      operation: 'bookProgrammeIncome',
      userId,
      input,
      find: (manager, id) => manager.findOneBy(ProgrammeMove, { id }),
      async record(tx) {
        const { programme, funds } = await lockProgramme(tx, programmeId, 'programmeId');
        if (!funds.some(({ source }) => source === input.source)) throw badInput('source', 'programme.otherSource');
        await requireFreeReference(tx, bankReference, 'programme_moves');
        return prepareMove(context, tx, programme, {
          kind: ProgrammeMoveKind.INCOME,
          source: input.source,
          amountFen,
          note,
          bankReference,
          referenceKey: referenceKey(bankReference),
        });
      },
    }),
  );
  return recorded;
}

/** Books money that two people decided on. */
export async function bookIncome(tx: Tx, { id, source, amountFen }: ProgrammeMove, of: LockedProgramme): Promise<void> {
  const fund = of.funds.find((one) => one.source === source)!;
  await addToFund(tx, fund, { receivedFen: amountFen });
  await postEntry(tx, {
    kind: programmeIncome.name,
    sourceKey: sourceOfMove(id),
    lines: [
      { account: SPECIAL_BANK_ACCOUNT, amountFen },
      { account: accountsOf(fund).received, amountFen: -amountFen },
    ],
  });
}
