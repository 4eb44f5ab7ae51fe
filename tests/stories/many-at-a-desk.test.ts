import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { give } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, fundedProject, projectAt, promise, reportedStage, type Town } from '../support/town.ts';

// Desks at which one person decides many items alike. Either everything that the preview shows is done, or nothing.

const PAID = 'query P($id: ID!) { pledge(id: $id) { status bankReference receipt { paidOn } } }';
const TRANSFERS = `query T($pledgeIds: [ID!]!) {
  bulk: transfersBulk(pledgeIds: $pledgeIds) { confirmable { count sum } leftToColleague { count sum } leftIds }
}`;
const RELEASES = `query R($ids: [ID!]!) {
  bulk: releasesBulk(ids: $ids) {
    paid { count sum } prepared { count sum } leftToColleague { count sum } blocked { count sum } version
  }
}`;
const INVOICE = 'query I($number: String!) { receipt(number: $number) { invoiceNumber } }';
const NONE = { count: 0, sum: 0 };

describe('many', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());
  let town: Town;
  let projectId: string;
  beforeAll(async () => {
    town = await createTown(app);
    projectId = (await projectAt(app, town, 'FUNDRAISING')).id;
  });

  const input = (
    { id, amount }: { id: string; amount: number },
    bankReference: string,
  ): Record<string, string | number> => ({ pledgeId: id, amount, bankReference, paidOn: '2026-06-10' });
  const statusOf = async (id: string): Promise<string> =>
    (await town.treasurer.client.must(PAID, { id })).pledge.status;

  it('transfers are confirmed together, and a repeated request confirms nothing twice', async () => {
    const gifts = [await promise(town.donor, projectId), await promise(town.donor, projectId, { amount: 20_001 })];
    const inputs = gifts.map((gift, index) => input(gift, `BULK-${index}`));
    for (let time = 0; time < 2; time += 1) {
      const { confirmPayments } = await town.treasurer.client.must(MUTATIONS.confirmPayments, { inputs });
      expect(confirmPayments).toMatchObject(gifts.map(({ id }) => ({ id, status: 'PAID' })));
    }
    expect((await town.treasurer.client.must(PAID, { id: gifts[1]!.id })).pledge).toEqual({
      status: 'PAID',
      bankReference: 'BULK-1',
      receipt: { paidOn: '2026-06-10' },
    });
  });

  it('transfers are none of them confirmed when one cannot be, and the refusal names it', async () => {
    const gifts = [await promise(town.donor, projectId), await promise(town.donor, projectId)];
    const [first, second] = gifts.map((gift, index) => input(gift, `MIXED-${index}`));
    expect(
      await town.treasurer.client.refused(MUTATIONS.confirmPayments, {
        inputs: [first, { ...second, amount: 9_999 }],
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', key: 'pledge.otherAmount', field: 'inputs.1.amount' });
    expect(
      await town.treasurer.client.refused(MUTATIONS.confirmPayments, {
        inputs: [first, { ...second, bankReference: first!['bankReference'] }],
      }),
    ).toMatchObject({ code: 'CONFLICT', key: 'pledge.referenceUsed', field: 'inputs.1.bankReference' });
    for (const { id } of gifts) expect(await statusOf(id)).toBe('PENDING');
  });

  it('transfers show before the confirmation which of them stay for a colleague', async () => {
    const own = await promise(town.treasurer, projectId, { amount: 30_000 });
    const other = await promise(town.donor, projectId);
    const pledgeIds = [own.id, other.id];
    expect((await town.treasurer.client.must(TRANSFERS, { pledgeIds })).bulk).toEqual({
      confirmable: { count: 1, sum: other.amount },
      leftToColleague: { count: 1, sum: 30_000 },
      leftIds: [own.id],
    });
    expect((await town.preparer.client.must(TRANSFERS, { pledgeIds })).bulk.leftIds).toEqual([]);
    expect(
      await town.treasurer.client.refused(MUTATIONS.confirmPayments, {
        inputs: [input(other, 'LEFT-0'), input(own, 'LEFT-1')],
      }),
    ).toMatchObject({ code: 'FORBIDDEN', key: 'pledge.ownGift', field: 'inputs.1' });
    expect(await statusOf(other.id)).toBe('PENDING');
    expect(await town.treasurer.client.refused(TRANSFERS, { pledgeIds: [other.id, town.donor.id] })).toMatchObject({
      code: 'NOT_FOUND',
      field: 'pledgeIds.1',
    });
  });

  it('numbers of invoices are recorded together or not at all', async () => {
    const numbers: string[] = [];
    for (let index = 0; index < 3; index += 1) numbers.push((await give(town.donor.client, projectId)).receipt!.number);
    const inputs = numbers.map((receiptNumber, index) => ({ receiptNumber, invoiceNumber: `2026${index}000` }));
    const invoices = async () => {
      const found = [];
      for (const number of numbers) found.push((await app.anonymous().must(INVOICE, { number })).receipt.invoiceNumber);
      return found as (string | null)[];
    };
    const { client } = town.treasurer;
    expect(
      await client.refused(MUTATIONS.recordInvoiceNumbers, {
        inputs: [...inputs.slice(0, 2), { ...inputs[2]!, invoiceNumber: inputs[0]!.invoiceNumber }],
      }),
    ).toMatchObject({ code: 'CONFLICT', key: 'invoice.taken', field: 'inputs.2.invoiceNumber' });
    expect(
      await client.refused(MUTATIONS.recordInvoiceNumbers, {
        inputs: [{ ...inputs[0]!, receiptNumber: 'HC-2026-999999' }, ...inputs.slice(1)],
      }),
    ).toMatchObject({ code: 'NOT_FOUND', field: 'inputs.0.receiptNumber' });
    expect(await invoices()).toEqual([null, null, null]);
    // The order of the list is the order of the answer, whatever the order of the receipts.
    const { recordInvoiceNumbers } = await client.must(MUTATIONS.recordInvoiceNumbers, { inputs: inputs.toReversed() });
    expect(recordInvoiceNumbers.map(({ number }: { number: string }) => number)).toEqual(numbers.toReversed());
    expect(await invoices()).toEqual(inputs.map(({ invoiceNumber }) => invoiceNumber));
  });

  it('payments of stages go as the preview shows, up to the limit by one person and above it for a second', async () => {
    const { client } = town.treasurer;
    const stages = [];
    for (let index = 0; index < 3; index += 1) stages.push(await reportedStage(app, town, true));
    const { milestones: later } = await fundedProject(app, town);
    const ids = stages.map(({ id }) => id);
    const { bulk } = await client.must(RELEASES, { ids });
    // All three are paid to one unit, whose month has a limit: each payment uses up a part of it.
    expect(bulk.paid.count + bulk.prepared.count).toBe(3);
    expect(bulk).toMatchObject({ leftToColleague: NONE, blocked: NONE });
    expect(await client.refused(RELEASES, { ids: [later[0]!.id] })).toMatchObject({
      code: 'NOT_FOUND',
      field: 'ids.0',
    });

    expect((await town.reviewer.client.refused(RELEASES, { ids })).code).toBe('FORBIDDEN');
    expect(
      (await town.admin.client.must(RELEASES, { ids })).bulk.leftToColleague.count,
      'a treasurer has to prepare them',
    ).toBe(3);

    await town.preparer.client.must(MUTATIONS.releaseMilestone, { id: ids[0] });
    expect(
      await client.refused(MUTATIONS.releaseMilestones, { ids, version: bulk.version }),
      'a colleague was faster',
    ).toMatchObject({ code: 'CONFLICT', key: 'milestone.bulkChanged', field: 'version' });
    const { bulk: now } = await client.must(RELEASES, { ids: ids.slice(1) });
    const { releaseMilestones } = await client.must(MUTATIONS.releaseMilestones, {
      ids: ids.slice(1),
      version: now.version,
      bankReference: 'BATCH-1',
    });
    expect(releaseMilestones).toHaveLength(2);
    const paid = releaseMilestones.filter(({ status }: { status: string }) => status === 'RELEASED');
    expect(paid).toHaveLength(now.paid.count);
    expect(releaseMilestones[0].release.bankReference).toBe('BATCH-1');
    expect(
      await client.refused(MUTATIONS.releaseMilestones, { ids: ids.slice(1), version: now.version }),
    ).toMatchObject({
      code: 'CONFLICT',
      field: 'version',
    });
  });
});
