import type { TestUser } from './app.ts';
import type { City } from './city.ts';
import { mutationNamed } from './operations.ts';

/** The people who decide on money of programmes: one prepares, another signs. */
export type Staff = Pick<City, 'treasurer' | 'reviewer' | 'admin'>;

/** What `proposeProgramme` takes. */
export const programmeInput = (changes: Record<string, unknown> = {}) => ({
  title: '困难党员帮扶资金',
  purpose: '帮助生活困难的党员。',
  sources: ['GIFTS', 'PUBLIC_BUDGET', 'DUES'],
  sourceUse: 'IN_ORDER',
  ...changes,
});

const PROPOSE = 'mutation P($input: ProposeProgrammeInput!) { proposeProgramme(input: $input) { id state } }';
const BOOK = 'mutation B($input: BookProgrammeIncomeInput!) { bookProgrammeIncome(input: $input) { id state } }';

export async function proposedProgramme(
  { treasurer }: Pick<Staff, 'treasurer'>,
  changes: Record<string, unknown> = {},
): Promise<{ id: string }> {
  return (await treasurer.client.must(PROPOSE, { input: programmeInput(changes) })).proposeProgramme;
}

export async function openProgramme(staff: Staff, changes: Record<string, unknown> = {}): Promise<{ id: string }> {
  const programme = await proposedProgramme(staff, changes);
  await staff.reviewer.client.must(mutationNamed('decideProgramme'), { id: programme.id, accepted: true });
  return programme;
}

let references = 0;

/** Prepares the booking of money that arrived. */
export async function preparedIncome(
  by: TestUser,
  programmeId: string,
  source: string,
  amount: number,
  changes: Record<string, unknown> = {},
): Promise<{ id: string }> {
  const input = {
    programmeId,
    source,
    amount,
    bankReference: `拨款 ${++references}`,
    note: '二〇一七年度',
    ...changes,
  };
  return (await by.client.must(BOOK, { input })).bookProgrammeIncome;
}

/** Prepares a movement as the treasurer and lets an administrator sign it. */
export async function signed(staff: Staff, move: { id: string }): Promise<{ id: string }> {
  await staff.admin.client.must(mutationNamed('signProgrammeMove'), { id: move.id });
  return move;
}

/** Books money that arrived, by two people. */
export const bookedIncome = async (
  staff: Staff,
  programmeId: string,
  source: string,
  amount: number,
): Promise<{ id: string }> => signed(staff, await preparedIncome(staff.treasurer, programmeId, source, amount));

/** A programme with money that waits for its second signature. */
export async function programmeWithMoney(staff: Staff): Promise<{ id: string }> {
  const programme = await openProgramme(staff);
  await preparedIncome(staff.treasurer, programme.id, 'DUES', 1_000);
  return programme;
}
