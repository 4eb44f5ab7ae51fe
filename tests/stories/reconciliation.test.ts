import { describe, expect, it } from 'vitest';
import { useTestApp, type TestApp } from '../support/app.ts';
import { foundCity, openProject, pledgeInput, type City } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { ccbRows, csv, gbk, icbcRows, importFile, settled, uploadStatement, showStatement, xlsx, zipBomb, bankLine as line, type BankLine } from '../support/statements.ts';

const LINES = `query Lines($id: ID, $statuses: [StatementLineStatus!]) { statementLines(statementId: $id, statuses: $statuses, first: 100) { totalCount edges { node {
  id row amount balance name account text serial status suspense confidence pledge { id } reasons { kind pledge { id } } entries { kind amount gift { id } milestone { id } } return { amount reason returnedAt preparedByViewer }
} } } }`;
const RECONCILIATION = '{ bankReconciliation { closing ledger difference opening canPostOpening gap lines { count sum } entries { count sum } suspense { count sum } } }';
const QUEUE = '{ paymentQueue(first: 100) { totalCount } }';

interface Line {
  id: string; row: number; amount: number; balance: number | null; name: string | null; account: string | null; text: string; serial: string | null; status: string; suspense: number; confidence: number;
  pledge: { id: string } | null; reasons: { kind: string; pledge: { id: string } | null }[]; entries: { kind: string; amount: number; gift: { id: string } | null }[];
  return: { amount: number; returnedAt: string | null; preparedByViewer: boolean } | null;
}

const linesOf = async (client: Client, id?: string, statuses?: string[]): Promise<Line[]> => (await client.must(LINES, { id, statuses })).statementLines.edges.map(({ node }: { node: Line }) => node);
const balanced = async (client: Client) => (await client.must(RECONCILIATION)).bankReconciliation;

const promise = async (client: Client, projectId: string, amount: number, changes: Record<string, unknown> = {}) =>
  (await client.must(MUTATIONS.pledge, { input: pledgeInput(projectId, { amount, payment: 'BANK_TRANSFER', ...changes }) })).pledge as { id: string; remarkCode: string };

async function newBank(app: TestApp): Promise<City & { projectId: string; treasury: Client }> {
  const city = await foundCity(app);
  const { id } = await openProject(app, city, { acceptsOverGoal: true });
  return { ...city, projectId: id, treasury: city.treasurer.client };
}

describe('a bank statement', () => {
  const app = useTestApp();

  it('is read from the bank\'s own file, matched, confirmed in bulk, and the account equals it', async () => {
    const { projectId, treasury } = await newBank(app);
    const [donor, friend] = [await app.signUp({ name: '李明' }), await app.signUp({ name: '王芳' })];
    const byCode = await promise(donor.client, projectId, 50_000);
    const byName = await promise(friend.client, projectId, 23_456);
    const otherAmount = await promise(donor.client, projectId, 70_000);
    const lines = [
      line(50_000, { name: '李*', text: `捐款 ${byCode.remarkCode.toLowerCase().replace('hc', 'ｈｃ ')}` }),
      line(23_456, { name: '王 芳', text: '爱心捐款' }),
      line(69_999, { name: '李明', text: otherAmount.remarkCode }),
      line(12_300, { name: '某某有限公司', text: '货款' }),
    ];
    const file = gbk(csv(icbcRows(lines)));
    const { id } = await uploadStatement(treasury, file);
    const shown = await showStatement(treasury, id);
    expect(shown).toMatchObject({ state: 'UPLOADED', format: 'CSV', encoding: 'gb18030', isKnownLayout: false, columns: ['DATE', 'TIME', 'INCOME', 'EXPENSE', 'BALANCE', 'NAME', 'ACCOUNT', 'TEXT', 'TEXT', 'SERIAL'] });
    expect(shown.preview[0]![5]).toBe('某某有限公司');
    expect(await balanced(treasury), 'nothing of a file is in the books before a treasurer says so').toMatchObject({ closing: null, difference: null });

    const imported = await importFile(treasury, file);
    expect(imported).toMatchObject({ id, state: 'READY', newLines: 4, opening: 0, closing: 155_755, counts: { openIn: { count: 4, sum: 155_755 } } });
    const found = new Map((await linesOf(treasury, id)).map((one) => [one.amount, one]));
    expect(found.get(50_000)).toMatchObject({ confidence: 100, pledge: { id: byCode.id }, reasons: [{ kind: 'CODE' }, { kind: 'AMOUNT' }, { kind: 'NAME' }], serial: lines[0]!.serial, account: '6222020000001234567', row: 8 });
    expect(found.get(23_456)).toMatchObject({ confidence: 75, pledge: { id: byName.id }, reasons: [{ kind: 'AMOUNT' }, { kind: 'NAME' }, { kind: 'ONLY_ONE' }] });
    expect(found.get(69_999)).toMatchObject({ confidence: 0, pledge: null, reasons: [{ kind: 'CODE_OTHER_AMOUNT', pledge: { id: otherAmount.id } }] });
    expect(found.get(12_300)).toMatchObject({ confidence: 0, pledge: null, reasons: [] });

    await treasury.must(MUTATIONS.confirmStatement, { id, minConfidence: 90 });
    expect(await settled(treasury, id)).toMatchObject({ state: 'READY', counts: { settled: { count: 1, sum: 50_000 }, openIn: { count: 3 } } });
    expect(await balanced(treasury)).toMatchObject({ closing: 155_755, ledger: 50_000, difference: 105_755, opening: 0, gap: 0, lines: { count: 3, sum: 105_755 }, entries: { count: 0, sum: 0 } });
    const { confirmStatementLines } = await treasury.must(MUTATIONS.confirmStatementLines, { lineIds: [found.get(23_456)!.id] });
    expect(confirmStatementLines).toMatchObject([{ status: 'SETTLED' }]);
    expect((await friend.client.must('query P($id: ID!) { pledge(id: $id) { status receipt { number } } }', { id: byName.id })).pledge).toMatchObject({ status: 'PAID', receipt: { number: expect.stringMatching(/^HC-/) } });

    await treasury.must(MUTATIONS.suspendStatement, { id });
    await settled(treasury, id);
    expect(await balanced(treasury)).toMatchObject({ difference: 0, ledger: 155_755, lines: { count: 0 }, entries: { count: 0 }, suspense: { count: 2, sum: 82_299 } });
  });
});
