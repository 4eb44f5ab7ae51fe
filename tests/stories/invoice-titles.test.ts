import { beforeAll, describe, expect, it } from 'vitest';
import { readXlsx } from 'hucre/xlsx';
import { useTestApp, type TestUser } from '../support/app.ts';
import { createCity, give, openProject, verifiedOrganization, type City, type OpenProject } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';

const CODE = '91442000MA4UKT4R6B';
const OWN = '{ viewer { invoiceTitle { title taxNumber } } }';
const OF_UNIT = 'query Unit($id: ID!) { organization(id: $id) { invoiceTitle { title taxNumber } } }';
const OF_RECEIPT = 'query Receipt($number: String!) { receipt(number: $number) { invoiceTitle { title taxNumber } } }';

describe('to whom official invoices are made out', () => {
  const app = useTestApp();
  let city: City;
  let secretary: TestUser;
  let person: TestUser;
  let unit: { id: string; name: string };
  let project: OpenProject;

  beforeAll(async () => {
    city = await createCity(app);
    secretary = await app.signUp({ name: '支部书记老周' });
    person = await app.signUp({ name: '陈小红' });
    unit = await verifiedOrganization(secretary, city.admin, {
      name: '小榄照明厂党支部',
      kind: 'ENTERPRISE',
      creditCode: CODE,
    });
    project = await openProject(app, city);
  });

  /** The rows of the treasurer's list, without the heading. */
  async function list(): Promise<unknown[][]> {
    const response = await city.treasurer.client.fetch('/exports/invoices.xlsx?lang=zh-CN');
    expect(response.status).toBe(200);
    const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
    const [heading, ...rows] = sheets[0]!.rows;
    expect(heading).toEqual(['收据编号', '到账日期', '金额(元)', '捐赠人', '票据抬头', '纳税人识别号', '项目']);
    return rows;
  }

  it('is asked once, kept with the unit and the person, and on the treasurer’s list for all their gifts', async () => {
    expect((await secretary.client.must(OF_UNIT, { id: unit.id })).organization.invoiceTitle).toBeNull();
    await secretary.client.must(MUTATIONS.setInvoiceTitle, {
      input: { organizationId: unit.id, title: '小榄照明厂', taxNumber: ' 9144 2000-ma4ukt4r6b ' },
    });
    await person.client.must(MUTATIONS.setInvoiceTitle, { input: { title: '陈小红' } });
    const title = { title: '小榄照明厂', taxNumber: CODE };
    expect((await secretary.client.must(OF_UNIT, { id: unit.id })).organization.invoiceTitle).toEqual(title);

    const receipts = [
      (await give(secretary.client, project.id, { onBehalfOfId: unit.id, anonymous: true, amount: 12_345 })).receipt!,
      (await give(person.client, project.id, { anonymous: true })).receipt!,
      (await give(secretary.client, project.id)).receipt!,
      (await give(app.anonymous(), project.id, { guest: { name: '李女士' } })).receipt!,
    ].map(({ number }) => number);
    const day = '2026-06-15';
    expect(await list()).toEqual([
      [receipts[0], day, 123.45, unit.name, '小榄照明厂', CODE, '老兵记忆馆'],
      [receipts[1], day, 100, '陈小红', '陈小红', null, '老兵记忆馆'],
      [receipts[2], day, 100, '支部书记老周', null, null, '老兵记忆馆'],
      [receipts[3], day, 100, '李女士', null, null, '老兵记忆馆'],
    ]);
    const shown = async (number: string) =>
      (await city.treasurer.client.must(OF_RECEIPT, { number })).receipt.invoiceTitle;
    expect(await Promise.all(receipts.map(shown))).toEqual([title, { title: '陈小红', taxNumber: null }, null, null]);
  });

  it('is corrected later, for the gifts that still wait', async () => {
    const before = await list();
    await city.treasurer.client.must(MUTATIONS.recordInvoiceNumber, {
      input: { receiptNumber: before[1]![0], invoiceNumber: '0012345678' },
    });
    await secretary.client.must(MUTATIONS.setInvoiceTitle, {
      input: { organizationId: unit.id, title: '小榄照明厂有限公司', taxNumber: null },
    });
    const after = await list();
    expect(after.map(([number]) => number)).toEqual([before[0]![0], before[2]![0], before[3]![0]]);
    expect(after[0]!.slice(4, 6)).toEqual(['小榄照明厂有限公司', null]);
  });

  it('is nobody else’s to see, to state or to download', async () => {
    for (const other of [person, city.publisher, city.reviewer, city.admin]) {
      expect((await other.client.must(OF_UNIT, { id: unit.id })).organization.invoiceTitle).toBeNull();
      expect((await other.client.fetch('/exports/invoices.xlsx')).status).toBe(404);
    }
    expect((await app.anonymous().fetch('/exports/invoices.xlsx')).status).toBe(404);
    expect(
      await person.client.refused(MUTATIONS.setInvoiceTitle, { input: { organizationId: unit.id, title: '别人' } }),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect((await secretary.client.must(OWN)).viewer.invoiceTitle, 'a unit’s is not the person’s').toBeNull();
  });

  it('keeps no taxpayer’s number in the clear', async () => {
    const rows = await app.db.read.query<{ tax_number_sealed: string | null }[]>(
      'SELECT tax_number_sealed FROM invoice_titles',
    );
    expect(rows).toHaveLength(2);
    await secretary.client.must(MUTATIONS.setInvoiceTitle, {
      input: { organizationId: unit.id, title: '小榄照明厂', taxNumber: CODE },
    });
    const [row] = await app.db.read.query<{ tax_number_sealed: string | null }[]>(
      'SELECT tax_number_sealed FROM invoice_titles WHERE tax_number_sealed IS NOT NULL',
    );
    expect(row!.tax_number_sealed).toMatch(/^v1\./);
    expect(row!.tax_number_sealed).not.toContain(CODE);
  });

  it('leaves each download on record', async () => {
    await list();
    const rows = await app.db.read.query<{ total: number | string }[]>(
      "SELECT COUNT(*) AS total FROM trace_entries WHERE kind = 'INVOICE_LIST_DOWNLOADED'",
    );
    expect(Number(rows[0]!.total)).toBe(4);
  });
});
