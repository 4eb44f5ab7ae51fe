import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { pledgeInput } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine, bankStatement, settled } from '../support/statements.ts';
import { createTown, projectAt, promise, type Town } from '../support/town.ts';

const ORDER = `query Order($id: ID!, $first: Int = 50) { refundOrder(id: $id) {
  status giftCount total reason order { state preparedBy signedBy steps { kind by } }
  payouts { bank { count total } unknown { count total } play { count total } } downloads { by format paymentCount total }
  items(first: $first) { totalCount edges { node { amount state payee { name account } pledge { id } } } }
} }`;
const TRACE =
  'query G($id: ID!) { pledge(id: $id) { refunds { amount payee { name account } state order { payouts { bank { count } } downloads { by } } } } }';

const ACCOUNT = '6222020000001234567';

describe('a refund order', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());

  let town: Town;
  let orderId: string;
  let gifts: {
    bank: { id: string; remarkCode: string }[];
    byHand: { id: string };
    nameless: { id: string };
    play: { id: string };
  };
  const shown = async (client: Client) => (await client.must(ORDER, { id: orderId })).refundOrder;
  const file = (client: Client, ending: string, id = orderId) =>
    client.fetch(`/exports/refund-orders/${id}.${ending}?lang=zh-CN`);

  beforeAll(async () => {
    town = await createTown(app);
    const { id: projectId } = await projectAt(app, town, 'FUNDRAISING', { title: '=红色足迹' });
    const promises = [];
    for (let index = 0; index < 24; index += 1)
      promises.push(await promise(town.donor, projectId, { amount: 10_000 + index }));
    // Twenty-two come with an account, one of them with a name that a spreadsheet would run; one line has no account.
    const lines = promises.slice(0, 23).map(({ amount, remarkCode }, index) =>
      bankLine(amount, {
        text: remarkCode,
        name: index === 0 ? '=1+1' : `捐赠人${index}`,
        account: index === 22 ? '' : index === 1 ? '0012300456' : ACCOUNT,
      }),
    );
    const statement = await bankStatement(town.treasurer.client, lines);
    await town.treasurer.client.must(MUTATIONS.confirmStatement, { id: statement.id, minConfidence: 50 });
    await settled(town.treasurer.client, statement.id);
    const byHand = promises[23]!;
    await town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: byHand.id, amount: byHand.amount, bankReference: '柜台' },
    });
    const { pledge: play } = await town.donor.client.must(MUTATIONS.pledge, {
      input: pledgeInput(projectId, { amount: 12_345 }),
    });
    gifts = { bank: promises.slice(0, 22), nameless: promises[22]!, byHand, play };
    await town.owner.client.must(MUTATIONS.cancelProject, { id: projectId, reason: '场地没有了' });
    orderId = (
      await town.preparer.client.must(MUTATIONS.prepareRefund, { input: { projectId, reason: '项目终止,原路退回' } })
    ).prepareRefund.id;
  });

  const BANK = Array.from({ length: 22 }, (_, index) => 10_000 + index).reduce((sum, fen) => sum + fen);

  it('shows every gift with its account to the person who signs, and to nobody else', async () => {
    const order = await shown(town.treasurer.client);
    expect(order).toMatchObject({
      status: 'PREPARED',
      giftCount: 25,
      order: { state: 'PREPARED', preparedBy: '制单员', signedBy: null },
      items: { totalCount: 25 },
      downloads: [],
      payouts: {
        bank: { count: 22, total: BANK },
        unknown: { count: 2, total: 10_022 + 10_023 },
        play: { count: 1, total: 12_345 },
      },
    });
    expect(order.total).toBe(BANK + 10_022 + 10_023 + 12_345);
    expect(order.items.edges).toHaveLength(25);
    const payeeOf = (id: string) => order.items.edges.find(({ node }: any) => node.pledge.id === id).node.payee;
    expect(payeeOf(gifts.bank[5]!.id)).toEqual({ name: '捐赠人5', account: ACCOUNT });
    expect(payeeOf(gifts.nameless.id)).toMatchObject({ name: '捐赠人22', account: null });
    expect([payeeOf(gifts.byHand.id), payeeOf(gifts.play.id)]).toEqual([null, null]);
    expect(order.items.edges.every(({ node }: any) => node.state === 'PREPARED')).toBe(true);
    for (const who of [town.donor, town.owner, town.reviewer, town.insider, town.stranger])
      expect(await shown(who.client)).toBeNull();
    expect(await shown(app.anonymous())).toBeNull();
  });

  it('has no file for the bank before two people have approved it', async () => {
    for (const ending of ['csv', 'xlsx']) expect((await file(town.treasurer.client, ending)).status).toBe(409);
    expect((await shown(town.treasurer.client)).downloads).toEqual([]);
  });

  it('that is approved stays readable and has a file whose amounts add up, and each download is recorded', async () => {
    await town.treasurer.client.must(MUTATIONS.approveRefund, { id: orderId });
    const order = await shown(town.admin.client);
    expect(order).toMatchObject({
      status: 'APPROVED',
      order: {
        state: 'DONE',
        signedBy: '出纳',
        steps: [
          { kind: 'PREPARED', by: '制单员' },
          { kind: 'SIGNED', by: '出纳' },
        ],
      },
      payouts: { bank: { count: 22, total: BANK } },
    });
    expect(order.items.edges.every(({ node }: any) => node.state === 'BOOKED')).toBe(true);

    const response = await file(town.treasurer.client, 'csv');
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    const rows = (await response.text())
      .replace('\ufeff', '')
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(','));
    expect(rows[0]).toEqual(['收款人', '收款账号', '开户行', '金额(元)', '用途', '备注码']);
    expect(rows).toHaveLength(23);
    expect(rows.slice(1).reduce((sum, row) => sum + Math.round(Number(row[3]) * 100), 0)).toBe(BANK);
    const rowOf = (code: string) => rows.find((row) => row[5] === code)!;
    expect(rowOf(gifts.bank[5]!.remarkCode)).toEqual([
      '捐赠人5',
      ACCOUNT,
      '',
      '100.05',
      '退回捐款：=红色足迹',
      gifts.bank[5]!.remarkCode,
    ]);
    expect(rowOf(gifts.bank[0]!.remarkCode)[0], 'a name must never become a formula').toBe("'=1+1");
    expect(rowOf(gifts.bank[1]!.remarkCode)[1], 'leading zeros stay').toBe('0012300456');

    const workbook = await readXlsx(new Uint8Array(await (await file(town.admin.client, 'xlsx')).arrayBuffer()));
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['批量付款', '账号待询', '合计']);
    const [payments, unknown, totals] = workbook.sheets.map(({ rows: cells }) => cells);
    expect(
      payments!.slice(1).map((row) => row[1]),
      'accounts are texts of all their digits',
    ).toContain(ACCOUNT);
    expect(payments!.slice(1).reduce((sum, row) => sum + Math.round(Number(row[3]) * 100), 0)).toBe(BANK);
    expect(
      unknown!
        .slice(1)
        .map((row) => row[1])
        .sort(),
    ).toEqual([100.22, 100.23]);
    expect(totals!.at(-1)!.slice(1)).toEqual([25, order.total / 100]);

    expect((await shown(town.treasurer.client)).downloads).toEqual([
      { by: '管理员', format: 'XLSX', paymentCount: 22, total: BANK },
      { by: '出纳', format: 'CSV', paymentCount: 22, total: BANK },
    ]);
    // A gift whose payment the bank's statement shows is paid.
    const statement = await bankStatement(
      town.treasurer.client,
      [bankLine(-10_005, { at: '2026-06-20 10:00:00', text: '退款', name: '捐赠人5', account: ACCOUNT })],
      500_000,
    );
    const { statementLines, unlinkedEntries } = await town.treasurer.client.must(
      'query L($id: ID!) { statementLines(statementId: $id) { edges { node { id } } } unlinkedEntries(amount: -10005) { edges { node { id } } } }',
      { id: statement.id },
    );
    await town.treasurer.client.must(MUTATIONS.linkStatementLine, {
      lineId: statementLines.edges[0].node.id,
      entryIds: [unlinkedEntries.edges[0].node.id],
    });
    const states = (await shown(town.treasurer.client)).items.edges.map(({ node }: any) => [
      node.pledge.id,
      node.state,
    ]);
    expect(states.filter(([, state]: string[]) => state === 'PAID_BY_BANK')).toEqual([
      [gifts.bank[5]!.id, 'PAID_BY_BANK'],
    ]);
  });

  it('shows the accounts to nobody else, and other people who ask for its file learn nothing', async () => {
    const outsiders = [town.donor, town.owner, town.reviewer, town.insider, town.stranger]
      .map(({ client }) => client)
      .concat(app.anonymous());
    for (const client of outsiders) {
      const [real, none] = [
        await file(client, 'xlsx'),
        await file(client, 'xlsx', '01900000-0000-7000-8000-000000000000'),
      ];
      expect([real.status, await real.text()]).toEqual([404, await none.text()]);
    }
    const { pledge } = await town.donor.client.must(TRACE, { id: gifts.bank[5]!.id });
    expect(pledge.refunds).toEqual([
      { amount: 10_005, payee: null, state: null, order: { payouts: null, downloads: null } },
    ]);
    expect((await shown(town.treasurer.client)).downloads, 'a refused download is not recorded').toHaveLength(2);
  });
});
