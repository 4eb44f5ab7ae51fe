import { expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { pledgeInput } from '../support/city.ts';
import { printLedger } from '../support/ledger-table.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, inDays, projectAt } from '../support/town.ts';

const LEDGER = `
     entry                  paper           account                 debit   credit      balance  takes back
#1   GIFT_RECEIVED          HC-YYYY-000001  bank:special          3500.00            3500.00 Dr
                                            fund:museum:received           3500.00   3500.00 Cr
#2   GIFT_RECEIVED          HC-YYYY-000002  bank:special          3000.00            6500.00 Dr
                                            fund:museum:received           3000.00   6500.00 Cr
#3   CONFIRMATION_REVERSED                  fund:museum:received  3000.00            3500.00 Cr  #2
                                            bank:special                   3000.00   3500.00 Dr
#4   GIFT_RECEIVED          HC-YYYY-000003  bank:special          3000.00            6500.00 Dr
                                            fund:museum:received           3000.00   6500.00 Cr
#5   GIFT_RECEIVED          HC-YYYY-000004  bank:sandbox          3500.01            3500.01 Dr
                                            fund:museum:received           3500.01  10000.01 Cr
#6   STAGE_RELEASED                         fund:museum:released  6000.00            6000.00 Dr
                                            bank:special                   6000.00    500.00 Dr
#7   GIFT_RECEIVED          HC-YYYY-000005  bank:special          3000.00            3500.00 Dr
                                            fund:museum:received           3000.00  13000.01 Cr
#8   GIFT_REFUNDED                          fund:museum:refunded  3000.00            3000.00 Dr  #7
                                            bank:special                   3000.00    500.00 Dr
#9   GIFT_REFUNDED          HC-YYYY-000006  fund:museum:refunded   500.00            3500.00 Dr  #4
                                            bank:special                    500.00         0.00
#10  GIFT_REFUNDED                          fund:museum:refunded  3500.01            7000.01 Dr  #5
                                            bank:sandbox                   3500.01         0.00`;

const app = useTestApp();

it('the ledger shows a project from its first pledge to its last refund', async () => {
  const town = await createTown(app);
  const second = await app.signUp({ name: '出纳二', roles: ['TREASURER'] });
  const {
    id,
    slug,
    milestones: [interviews],
  } = await projectAt(app, town, 'FUNDRAISING', {
    milestones: [
      { title: '采访', amount: 600_000, dueOn: inDays(app, 80) },
      { title: '布展', amount: 400_000, dueOn: inDays(app, 90) },
    ],
  });
  const promiseOf = async (user: TestUser, amount: number) =>
    (await user.client.must(MUTATIONS.pledge, { input: pledgeInput(id, { payment: 'BANK_TRANSFER', amount }) })).pledge
      .id as string;
  const confirm = (pledgeId: string, amount: number) =>
    town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId, amount, bankReference: `流水 ${pledgeId}` },
    });
  const approve = (orderId: string) =>
    second.client.must(MUTATIONS.approveRefund, { id: orderId, bankReference: '退款批次' });

  // A first gift arrives; a second is confirmed although its money was somebody else's, which is taken back and put
  // right.
  const first = await promiseOf(town.donor, 350_000);
  const [mistaken, right] = [await promiseOf(town.stranger, 300_000), await promiseOf(town.member, 300_000)];
  await confirm(first, 350_000);
  await app.pass(1_000);
  await confirm(mistaken, 300_000);
  const { prepareReversal } = await town.treasurer.client.must(MUTATIONS.prepareReversal, {
    input: { pledgeId: mistaken, reason: '同额转账认错了人' },
  });
  await approve(prepareReversal.id);
  await confirm(right, 300_000);
  await app.pass(1_000);
  // A gift of play money fills the goal; the first stage is done and paid, partly from the second gift.
  await town.owner.client.must(MUTATIONS.pledge, {
    input: pledgeInput(id, { amount: 350_001, onBehalfOfId: town.organization.id }),
  });
  await town.editor.client.must(MUTATIONS.submitMilestone, {
    input: { milestoneId: interviews!.id, report: '采访完成', evidenceUrls: [] },
  });
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
    input: { milestoneId: interviews!.id, accepted: true },
  });
  await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: interviews!.id, bankReference: '拨付' });
  // The money of the second pledge arrives after all; then the project is stopped, and what no stage used goes back.
  await confirm(mistaken, 300_000);
  await town.reviewer.client.must(MUTATIONS.stopProject, { id, reason: '布展场地被征用' });
  const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
    input: { projectId: id, reason: '布展无法进行,余款退回' },
  });
  await approve(prepareRefund.id);

  expect(`\n${await printLedger(app, { [id]: 'museum' })}`).toBe(LEDGER);

  const { project, booksCheck } = await app
    .anonymous()
    .must(
      'query P($id: ID!) { project(id: $id) { progress { raised } fund { received released refunded balance } } booksCheck(projectId: $id) { shown ledger postings gifts receipts exported equal } }',
      { id },
    );
  expect(project).toEqual({
    progress: { raised: 600_000 },
    fund: { received: 1_300_001, released: 600_000, refunded: 700_001, balance: 0 },
  });
  expect(booksCheck).toEqual({
    shown: 600_000,
    ledger: 600_000,
    postings: 600_000,
    gifts: 600_000,
    receipts: 600_000,
    exported: 600_000,
    equal: true,
  });

  const response = await fetch(`${app.url}/exports/books/${slug}.csv?lang=zh-CN`);
  const lines = (await response.text())
    .replace(/^\ufeff/, '')
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
  expect(lines.map((cells) => [cells[2], cells[3], cells[4], cells[7]!.replace(/-\d{4}-/, '-YYYY-')])).toEqual([
    ['认捐到账', '3500.00', '捐赠人', 'HC-YYYY-000001'],
    ['认捐到账', '3000.00', '路人', 'HC-YYYY-000002'],
    ['撤回误确认', '-3000.00', '路人', 'HC-YYYY-000002'],
    ['认捐到账', '3000.00', '成员', 'HC-YYYY-000003'],
    ['认捐到账', '3500.01', '石岐社会工作服务中心', 'HC-YYYY-000004'],
    ['阶段拨付', '-6000.00', '', ''],
    ['认捐到账', '3000.00', '路人', 'HC-YYYY-000005'],
    ['退款', '-3000.00', '路人', 'HC-YYYY-000005'],
    ['退款', '-500.00', '成员', 'HC-YYYY-000006'],
    ['退款', '-3500.01', '石岐社会工作服务中心', 'HC-YYYY-000004'],
  ]);
});
