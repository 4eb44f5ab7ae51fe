import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import {
  CREATE_PROJECT,
  createCity,
  give,
  PLEDGE,
  pledgeInput,
  projectInput,
  REVIEW_PROJECT,
  SUBMIT_PROJECT,
  verifiedOrganization,
} from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';

const PROJECT = `query Project($id: ID!) { project(id: $id) {
  status goal progress { raised pending backerCount pledgeCount version } fund { received released refunded balance }
} }`;
const CONFIRM =
  'mutation Confirm($input: ConfirmPaymentInput!) { confirmPayment(input: $input) { id status receipt { number amount donorName projectTitle } } }';
const RECEIPT = 'query Receipt($number: String!) { receipt(number: $number) { number amount donorName projectTitle } }';

describe('the main job', () => {
  const app = useTestApp();

  it('goes from a draft to a receipt, and every figure equals the ledger', async () => {
    const city = await createCity(app);
    const visitor = app.anonymous();
    const seen = async (client = visitor) => (await client.must(PROJECT, { id })).project;

    const { createProject: draft } = await city.publisher.client.must(CREATE_PROJECT, {
      input: projectInput(app, city.organization.id),
    });
    const { id } = draft;
    expect(draft).toMatchObject({ status: 'DRAFT', goal: 1_000_000 });
    expect(await seen()).toBeNull();
    expect(await seen(city.publisher.client)).toMatchObject({ status: 'DRAFT' });

    await city.publisher.client.must(SUBMIT_PROJECT, { id });
    expect(await seen()).toBeNull();
    const { reviewProject } = await city.reviewer.client.must(REVIEW_PROJECT, {
      input: { projectId: id, decision: 'APPROVE', comment: '材料齐全' },
    });
    expect(reviewProject.status).toBe('PUBLIC_NOTICE');
    const noticeDays = (new Date(reviewProject.noticeEndsAt).getTime() - app.clock.now().getTime()) / DAY_MS;
    expect(noticeDays).toBeCloseTo(5, 2);

    const donor = await app.signUp({ name: '陈小红' });
    expect(await donor.client.refused(PLEDGE, { input: pledgeInput(id) })).toMatchObject({ code: 'INVALID_STATE' });
    await app.pass(5 * DAY_MS + 1_000);
    expect(await seen()).toMatchObject({ status: 'FUNDRAISING', progress: { raised: 0, pledgeCount: 0 } });

    const first = await give(donor.client, id, { amount: 12_345 });
    expect(first).toMatchObject({
      status: 'PAID',
      displayName: '陈小红',
      receipt: { amount: 12_345, donorName: '陈小红', projectTitle: '老兵记忆馆' },
    });
    expect((await visitor.must(RECEIPT, { number: first.receipt?.number })).receipt).toEqual(first.receipt);

    const enterprise = await app.signUp({ name: '周总' });
    const unit = await verifiedOrganization(enterprise, city.admin, {
      name: '中山红星灯饰有限公司',
      kind: 'ENTERPRISE',
    });
    const transfer = await give(enterprise.client, id, {
      amount: 500_000,
      payment: 'BANK_TRANSFER',
      onBehalfOfId: unit.id,
    });
    expect(transfer).toMatchObject({ status: 'PENDING', receipt: null, remarkCode: expect.stringMatching(/\S/) });
    expect(await seen()).toMatchObject({
      progress: { raised: 12_345, pending: 500_000, backerCount: 1, pledgeCount: 1 },
    });

    const payment = { pledgeId: transfer.id, amount: 500_000, bankReference: '20170613-0001' };
    expect(await enterprise.client.refused(CONFIRM, { input: payment })).toMatchObject({ code: 'FORBIDDEN' });
    const { confirmPayment } = await city.treasurer.client.must(CONFIRM, { input: payment });
    expect(confirmPayment).toMatchObject({ status: 'PAID', receipt: { amount: 500_000 } });

    expect(await seen()).toMatchObject({
      progress: { raised: 512_345, pending: 0, backerCount: 2, pledgeCount: 2 },
      fund: { received: 512_345, released: 0, refunded: 0, balance: 512_345 },
    });
  });

  it('records a gift once, however often it is sent', async () => {
    const city = await createCity(app);
    const {
      createProject: { id },
    } = await city.publisher.client.must(CREATE_PROJECT, {
      input: projectInput(app, city.organization.id, { title: '同一笔' }),
    });
    await city.publisher.client.must(SUBMIT_PROJECT, { id });
    await city.reviewer.client.must(REVIEW_PROJECT, { input: { projectId: id, decision: 'APPROVE' } });
    await app.pass(5 * DAY_MS + 1_000);
    const donor = await app.signUp();
    const input = pledgeInput(id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => donor.client.must(PLEDGE, { input })));
    expect(new Set(answers.map(({ pledge }) => pledge.id)).size).toBe(1);
    expect(await donor.client.refused(PLEDGE, { input: { ...input, amount: 20_000 } })).toMatchObject({
      code: 'CONFLICT',
    });
    expect((await app.anonymous().must(PROJECT, { id })).project.progress).toMatchObject({
      raised: 10_000,
      pledgeCount: 1,
      backerCount: 1,
    });
  });
});
