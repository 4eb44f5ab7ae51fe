import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { give } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { fetchPdf } from '../support/pdf.ts';
import { createTown, preparedRefund, projectAt, type Town } from '../support/town.ts';

const QUEUE =
  'query Queue($recorded: Boolean!, $search: String, $first: Int, $after: String) { invoiceQueue(recorded: $recorded, search: $search, first: $first, after: $after) { totalCount pageInfo { endCursor } edges { node { number invoiceNumber } } } }';
const RECEIPT =
  'query Receipt($number: String!) { receipt(number: $number) { invoiceNumber invoiceRecords { invoiceNumber reason } } }';

describe('official donation invoices', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());
  let town: Town;
  let second: TestUser;
  let projectId: string;
  beforeAll(async () => {
    town = await createTown(app);
    second = await app.signUp({ name: '第二位出纳', roles: ['TREASURER'] });
    projectId = (await projectAt(app, town, 'FUNDRAISING')).id;
  });

  const issue = async (): Promise<string> => (await give(town.donor.client, projectId)).receipt!.number;
  const record = (receiptNumber: string, invoiceNumber: string, reason?: string) => ({
    input: { receiptNumber, invoiceNumber, reason },
  });
  const queue = async (variables: Record<string, unknown>): Promise<{ totalCount: number; numbers: string[] }> => {
    const { invoiceQueue } = await town.treasurer.client.must(QUEUE, { recorded: false, ...variables });
    return {
      totalCount: invoiceQueue.totalCount,
      numbers: invoiceQueue.edges.map(({ node }: { node: { number: string } }) => node.number),
    };
  };

  it('are recorded from the oldest receipt on, visible to everybody, and corrected only with a reason', async () => {
    const [one, other] = [await issue(), await issue()];
    expect(await queue({})).toEqual({ totalCount: 2, numbers: [one, other] });
    expect(
      (await town.treasurer.client.must(MUTATIONS.recordInvoiceNumber, record(one, '４４０６０１２２ 0012345678')))
        .recordInvoiceNumber,
    ).toEqual({
      number: one,
      invoiceNumber: '44060122-0012345678',
      invoiceRecords: [{ invoiceNumber: '44060122-0012345678', reason: null }],
    });
    expect((await queue({})).numbers).toEqual([other]);
    expect((await queue({ recorded: true })).numbers).toEqual([one]);
    expect((await app.anonymous().must(RECEIPT, { number: one })).receipt).toEqual({
      invoiceNumber: '44060122-0012345678',
      invoiceRecords: null,
    });
    for (const kind of ['receipts', 'certificates'])
      expect((await fetchPdf(app.anonymous(), `/exports/${kind}/${one}.pdf`)).text).toContain('44060122-0012345678');

    // The same number again changes nothing. Another number needs a reason, and a number belongs to one receipt.
    await second.client.must(MUTATIONS.recordInvoiceNumber, record(one, '44060122-0012345678', '再来一次'));
    expect(
      await second.client.refused(MUTATIONS.recordInvoiceNumber, record(one, '44060122-0012345679')),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
    expect(
      await second.client.refused(MUTATIONS.recordInvoiceNumber, record(other, '440601220012345678')),
    ).toMatchObject({ code: 'CONFLICT', field: 'invoiceNumber', message: `这个票据号码已登记在收据 ${one} 上。` });
    const { recordInvoiceNumber } = await second.client.must(
      MUTATIONS.recordInvoiceNumber,
      record(one, '44060122-0012345679', '看错一位'),
    );
    expect(recordInvoiceNumber.invoiceRecords).toEqual([
      { invoiceNumber: '44060122-0012345678', reason: null },
      { invoiceNumber: '44060122-0012345679', reason: '看错一位' },
    ]);
    // What one receipt no longer has may be the other's.
    await town.treasurer.client.must(MUTATIONS.recordInvoiceNumber, record(other, '44060122-0012345678'));
    expect(await queue({})).toEqual({ totalCount: 0, numbers: [] });
  });

  it('are found by receipt, by number and by project, page by page', async () => {
    const numbers = [await issue(), await issue(), await issue()];
    await town.treasurer.client.must(MUTATIONS.recordInvoiceNumber, record(numbers[1]!, '77770001'));
    expect((await queue({ search: numbers[0]!.toLowerCase() })).numbers).toEqual([numbers[0]]);
    expect((await queue({ recorded: true, search: '7777' })).numbers).toEqual([numbers[1]]);
    expect(await queue({ search: '没有这样的项目' })).toEqual({ totalCount: 0, numbers: [] });
    const { invoiceQueue } = await town.treasurer.client.must(QUEUE, { recorded: false, first: 1 });
    expect(invoiceQueue.totalCount).toBe(2);
    expect((await queue({ first: 5, after: invoiceQueue.pageInfo.endCursor })).numbers).toEqual([numbers[2]]);
  });

  it('cannot be recorded for a void receipt', async () => {
    const { id, project } = await preparedRefund(app, town);
    const {
      project: { pledges },
    } = await app
      .anonymous()
      .must('query P($id: ID!) { project(id: $id) { pledges { edges { node { receipt { number } } } } } }', {
        id: project.id,
      });
    const { number } = pledges.edges[0].node.receipt;
    await town.admin.client.must(MUTATIONS.approveRefund, { id });
    expect(
      await town.treasurer.client.refused(MUTATIONS.recordInvoiceNumber, record(number, '88880001')),
    ).toMatchObject({ code: 'INVALID_STATE', message: `收据 ${number} 已作废，不能登记票据号码。` });
    expect((await queue({})).numbers).not.toContain(number);
  });

  it('belong to one receipt, also when two treasurers record the same number at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const receipts = [await issue(), await issue()];
      const answers = await Promise.all(
        receipts.map((number, index) =>
          [town.treasurer, second][index]!.client.execute(
            MUTATIONS.recordInvoiceNumber,
            record(number, `9999000${round}`),
          ),
        ),
      );
      expect(answers.map(({ errors }) => errors[0]?.extensions?.code ?? 'OK').sort()).toEqual(['CONFLICT', 'OK']);
    }
  });

  it('that are changed in the database are found by the checks', async () => {
    const number = await issue();
    await town.treasurer.client.must(MUTATIONS.recordInvoiceNumber, record(number, '66660001'));
    const broken = async (
      what: string,
      spoil: [sql: string, ...parameters: unknown[]],
      mend: [sql: string, ...parameters: unknown[]],
    ) => {
      const run = ([sql, ...parameters]: [string, ...unknown[]]) =>
        app.db.transact((tx) => tx.manager.query(sql, parameters));
      await run(spoil);
      await expect(app.checkInvariants(), what).rejects.toThrow(what);
      await run(mend);
    };
    await broken(
      'the official invoice of every receipt is the newest',
      ['UPDATE official_invoices SET invoice_number = ? WHERE receipt_number = ?', '66660002', number],
      ['UPDATE official_invoices SET invoice_number = ? WHERE receipt_number = ?', '66660001', number],
    );
    await broken(
      'the official invoice of every receipt is the newest',
      ['DELETE FROM official_invoices WHERE receipt_number = ?', number],
      ['INSERT INTO official_invoices (receipt_number, invoice_number) VALUES (?, ?)', number, '66660001'],
    );
    await broken(
      'no invoice was recorded for a receipt that was void',
      ["UPDATE receipts SET voided_at = '2000-01-01 00:00:00.000' WHERE number = ?", number],
      ['UPDATE receipts SET voided_at = NULL WHERE number = ?', number],
    );
    await expect(
      app.db.transact((tx) =>
        tx.manager.query('UPDATE invoice_records SET invoice_number = ? WHERE receipt_number = ?', ['1', number]),
      ),
    ).rejects.toThrow('append-only');
    await expect(
      app.db.transact((tx) => tx.manager.query('DELETE FROM invoice_records WHERE receipt_number = ?', [number])),
    ).rejects.toThrow('append-only');
  });
});
