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

/** Lets an administrator sign a movement. */
export async function signed(staff: Staff, move: { id: string }, bankReference?: string): Promise<{ id: string }> {
  await staff.admin.client.must(mutationNamed('signProgrammeMove'), { id: move.id, bankReference });
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

const PREPARE = 'mutation G($input: PrepareProgrammeGrantsInput!) { prepareProgrammeGrants(input: $input) { id } }';
const READ = `mutation R($id: ID!) { readProgrammeRecipients(moveId: $id, reason: "付款") {
  id position name account bank amount state sources { source amount } } }`;
const ALLOCATE = 'mutation A($input: AllocateProgrammeInput!) { allocateToProgramme(input: $input) { id state } }';

/** Rows of a list of grants: one person for each amount. `from` is the number of the first person. */
export const grantRows = (amounts: readonly number[], from = 1) =>
  amounts.map((amount, index) => ({
    name: `领取人${from + index}`,
    account: String(6_200_000_000_000_000 + from + index),
    bank: '石景山支行',
    amount,
  }));

export type GrantRow = ReturnType<typeof grantRows>[number];

export async function preparedGrants(
  by: TestUser,
  programmeId: string,
  rows: readonly GrantRow[],
  note = '第一批',
): Promise<{ id: string }> {
  return (await by.client.must(PREPARE, { input: { programmeId, note, rows } })).prepareProgrammeGrants;
}

/** Pays a list, by two people. */
export async function paidGrants(
  staff: Staff,
  programmeId: string,
  rows: readonly GrantRow[],
  note?: string,
): Promise<{ id: string }> {
  return signed(staff, await preparedGrants(staff.treasurer, programmeId, rows, note), `发放 ${++references}`);
}

export interface GrantRead extends GrantRow {
  id: string;
  position: number;
  state: string;
  sources: { source: string; amount: number }[];
}

/** Who is on a list, as somebody reads it who gave a reason. */
export const readRecipients = async (by: TestUser, id: string): Promise<GrantRead[]> =>
  (await by.client.must(READ, { id })).readProgrammeRecipients;

export async function preparedAllocation(
  by: TestUser,
  programmeId: string,
  toProgrammeId: string,
  amount: number,
  source = 'DUES',
): Promise<{ id: string }> {
  const input = { programmeId, toProgrammeId, source, amount, note: '用于临时救助' };
  return (await by.client.must(ALLOCATE, { input })).allocateToProgramme;
}

/** A programme with ¥100 of dues. */
export async function programmeWithDues(staff: Staff): Promise<{ id: string }> {
  const programme = await openProgramme(staff);
  await bookedIncome(staff, programme.id, 'DUES', 10_000);
  return programme;
}
