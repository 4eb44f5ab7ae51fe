import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { choice, email, flag, future, id, ids, list, object, password, past, quantity, text, wholeNumber, type Bad, type Kind } from '../support/bad-values.ts';
import { pledgeInput, projectInput } from '../support/city.ts';
import { Client } from '../support/client.ts';
import { STORY_BEGINS } from '../support/clock.ts';
import { MUTATIONS, type MutationName } from '../support/operations.ts';
import { snapshotOf } from '../support/snapshot.ts';
import { bankLine, bankLines, bankStatement, bookedCharge, openedAccount, suspendedLine, taughtWords, uploadedStatement } from '../support/statements.ts';
import { confirmedTransfer, endedProject, foundTown, fundedProject, invitationTokenFor, measure, owingProject, preparedRefund, preparedRelease, projectAt, promise, publishedReport, reportedStage, reportInput, type StagedProject, type Town } from '../support/town.ts';

/** What the stories of the bank begin from. */
interface Bank {
  uploaded: { id: string; columns: string[] };
  pointed: { id: string };
  unwanted: { id: string };
  imported: { id: string }[];
  lines: { id: string }[];
  pledge: { id: string };
  entry: { id: string };
  interest: { id: string };
  prepared: { id: string };
  charge: { id: string };
  words: { id: string };
  suspended: { id: string };
  returning: { id: string };
}

interface World extends Town {
  bank: Bank;
  draft: StagedProject;
  submitted: StagedProject;
  notice: StagedProject;
  open: StagedProject;
  foreignDraft: StagedProject;
  transfer: { id: string };
  doubtful: { id: string };
  arrived: { id: string; amount: number };
  measurement: { id: string };
  objection: { id: string };
  invitation: { token: string };
  other: { id: string };
  funded: StagedProject;
  stoppable: StagedProject;
  ended: { id: string; gift: { id: string } };
  confirmed: { id: string };
  receipted: { number: string };
  /** Refunds that wait for a second person. */
  refund: { id: string };
  withdrawable: { id: string };
  /** Stages. */
  reported: string;
  owing: StagedProject;
  disclosed: { id: string };
  verified: string;
  /** A stage whose payment waits for its second signature. */
  preparedRelease: string;
}

type Variables = Record<string, unknown>;
interface Row {
  mutation: MutationName;
  /** Beside the mutation, where one has several rows. */
  as?: string;
  who: (world: World) => TestUser | null;
  /** Accepted as they are: or what is refused below might be refused for another reason. */
  good: (world: World) => Variables;
  inputs: Record<string, Kind>;
}

const projectInputs = (optional: boolean): Record<string, Kind> => ({
  'input.title': text({ min: 2, max: 60, nullable: optional }),
  'input.summary': text({ max: 200, nullable: optional }),
  'input.story': text({ max: 20_000, multiline: true, nullable: optional }),
  'input.category': text({ max: 20, nullable: optional }),
  'input.region': text({ max: 20, nullable: optional }),
  'input.fundingEndsAt': future({ years: 3, optional }),
  'input.milestones': list({ min: 1, max: 20, optional, sample: { title: '阶段', amount: 100, dueOn: new Date(STORY_BEGINS.getTime() + 9e8).toISOString() } }),
  'input.milestones.1.title': text({ min: 2, max: 60 }),
  'input.milestones.1.amount': wholeNumber({ min: 100, max: 1_000_000_000_000 }),
  'input.milestones.0.dueOn': future({ years: 10 }),
  'input.milestones.0': object(),
  'input.indicators': list({ min: 0, max: 20, optional, sample: { name: '人次', unit: '人', kind: 'CUSTOM', target: 1 } }),
  'input.indicators.0.name': text({ max: 40 }),
  'input.indicators.0.unit': text({ max: 10 }),
  'input.indicators.0.kind': choice(),
  'input.indicators.0.target': quantity({ max: 1_000_000_000 }),
  'input.acceptsOverGoal': flag({ optional: true }),
  'input.fundingRule': choice({ optional: true }),
  'input.coverId': id({ optional: true }),
});

/** An id by its type, so a number is one; by its meaning it is a text that the client chooses, or leaves out. */
const clientKey = text({ max: 100, optional: true }).filter(({ what }) => what !== 'a number');

const organizationInputs = (optional: boolean): Record<string, Kind> => ({
  // Null is no name: what is to stay as it is has to be left out.
  'input.name': text({ min: 2, max: 80, nullable: optional }),
  'input.kind': choice({ optional }),
  'input.parentId': id({ optional: true }),
  'input.creditCode': [...text({ max: 100, optional: true }), ...codes(['0', '91442000MA4UJ5JX7', '91442000MA4UJ5JX711', 'I1442000MA4UJ5JX71', '914420O0MA4UJ5JX71', '91442000MA4UJ5JX70'])],
  'input.about': text({ max: 2_000, multiline: true, optional: true }),
});

function codes(values: readonly string[]): Kind {
  return values.map((value): Bad => ({ what: value, value, code: 'BAD_USER_INPUT' }));
}

const guestPledge = (world: World) => ({ input: pledgeInput(world.open.id, { guest: { name: '访客', phone: '138 0013 8000' } }) });

const rows: readonly Row[] = [
  {
    mutation: 'signUp', who: () => null, good: () => ({ input: { email: `${randomUUID()}@example.test`, password: 'a-good-password', name: '新人' } }),
    inputs: { input: object(), 'input.email': email, 'input.password': password, 'input.name': text({ max: 50 }) },
  },
  { mutation: 'signIn', who: () => null, good: ({ stranger }) => ({ email: stranger.email, password: stranger.password }), inputs: { email, password: password.filter(({ value }) => typeof value !== 'string') } },
  { mutation: 'updateProfile', who: ({ stranger }) => stranger, good: () => ({ name: '换名' }), inputs: { name: text({ max: 50 }) } },
  {
    mutation: 'changePassword', who: ({ stranger }) => stranger, good: ({ stranger }) => ({ currentPassword: stranger.password, newPassword: stranger.password }),
    inputs: { currentPassword: [...password.filter(({ value }) => typeof value !== 'string'), { what: 'another', value: 'not-the-password', code: 'BAD_USER_INPUT' }], newPassword: password },
  },
  { mutation: 'endSession', who: ({ stranger }) => stranger, good: () => ({ id: randomUUID() }), inputs: { id: id() } },
  {
    mutation: 'setPlatformRoles', who: ({ admin }) => admin, good: ({ stranger }) => ({ userId: stranger.id, roles: [] }),
    inputs: { userId: id(), roles: [...choice(), { what: 'null inside', value: [null], code: 'BAD_USER_INPUT', below: '.0' }, { what: 'one that does not exist', value: ['REVIEWER', 'KING'], code: 'BAD_USER_INPUT', below: '.1' }] },
  },

  { mutation: 'createOrganization', who: ({ stranger }) => stranger, good: () => ({ input: { name: '新单位', kind: 'COMMUNITY' } }), inputs: { input: object(), ...organizationInputs(false), 'input.idempotencyKey': clientKey } },
  { mutation: 'updateOrganization', who: ({ rival }) => rival, good: ({ hidden }) => ({ id: hidden.id, input: { about: '说明' } }), inputs: { id: id(), input: object(), ...organizationInputs(true) } },
  { mutation: 'verifyOrganization', who: ({ admin }) => admin, good: ({ hidden }) => ({ id: hidden.id, accepted: false, comment: '材料不全' }), inputs: { id: id(), accepted: flag(), comment: text({ max: 500, multiline: true }) } },
  {
    mutation: 'verifyOrganization', as: 'with consent', who: ({ admin }) => admin, good: ({ rivals }) => ({ id: rivals.id, accepted: true, comment: '属实' }),
    inputs: { comment: text({ max: 500, multiline: true, optional: true }) },
  },
  {
    mutation: 'inviteMember', who: ({ owner }) => owner, good: ({ organization }) => ({ input: { organizationId: organization.id, email: `${randomUUID()}@example.test`, role: 'MEMBER' } }),
    inputs: { input: object(), 'input.organizationId': id(), 'input.email': email, 'input.role': choice(), 'input.idempotencyKey': clientKey },
  },
  { mutation: 'revokeInvitation', who: ({ owner }) => owner, good: ({ other }) => ({ id: other.id }), inputs: { id: id() } },
  { mutation: 'acceptInvitation', who: ({ stranger }) => stranger, good: ({ invitation }) => ({ token: invitation.token }), inputs: { token: id().map((one) => (one.what === 'a number' ? { ...one, code: 'BAD_USER_INPUT' } : one)) } },
  {
    mutation: 'setMemberRole', who: ({ owner }) => owner, good: ({ organization, member }) => ({ organizationId: organization.id, userId: member.id, role: 'EDITOR' }),
    inputs: { organizationId: id(), userId: id(), role: choice() },
  },
  { mutation: 'removeMember', who: ({ owner }) => owner, good: ({ organization, editor }) => ({ organizationId: organization.id, userId: editor.id }), inputs: { organizationId: id(), userId: id() } },

  { mutation: 'createProject', who: ({ owner }) => owner, good: (world) => ({ input: worldProject(world) }), inputs: { input: object(), 'input.organizationId': id(), ...projectInputs(false), 'input.idempotencyKey': clientKey } },
  { mutation: 'updateProject', who: ({ owner }) => owner, good: (world) => ({ id: world.draft.id, input: { ...worldProject(world), organizationId: undefined } }), inputs: { id: id(), input: object(), ...projectInputs(true) } },
  { mutation: 'submitProject', who: ({ owner }) => owner, good: ({ draft }) => ({ id: draft.id }), inputs: { id: id() } },
  { mutation: 'withdrawProject', who: ({ owner }) => owner, good: ({ draft }) => ({ id: draft.id }), inputs: { id: id() } },
  {
    mutation: 'reviewProject', who: ({ reviewer }) => reviewer, good: ({ submitted }) => ({ input: { projectId: submitted.id, decision: 'REQUEST_CHANGES', comment: '请补充' } }),
    inputs: { input: object(), 'input.projectId': id(), 'input.decision': choice(), 'input.comment': text({ max: 1_000, multiline: true }) },
  },
  {
    mutation: 'reviewProject', as: 'with consent', who: ({ reviewer }) => reviewer, good: ({ foreignDraft }) => ({ input: { projectId: foreignDraft.id, decision: 'APPROVE', comment: '好' } }),
    inputs: { 'input.comment': text({ max: 1_000, multiline: true, optional: true }) },
  },
  { mutation: 'raiseObjection', who: ({ stranger }) => stranger, good: ({ notice }) => ({ projectId: notice.id, text: '有异议' }), inputs: { projectId: id(), text: text({ max: 1_000, multiline: true }), idempotencyKey: clientKey } },
  {
    mutation: 'answerObjection', who: ({ reviewer }) => reviewer, good: ({ objection }) => ({ input: { objectionId: objection.id, answer: '已核实', outcome: 'DISMISSED' } }),
    inputs: { input: object(), 'input.objectionId': id(), 'input.answer': text({ max: 1_000, multiline: true }), 'input.outcome': choice() },
  },
  { mutation: 'cancelProject', who: ({ owner }) => owner, good: ({ notice }) => ({ id: notice.id, reason: '另有安排' }), inputs: { id: id(), reason: text({ max: 1_000, multiline: true }) } },
  { mutation: 'stopProject', who: ({ reviewer }) => reviewer, good: ({ stoppable }) => ({ id: stoppable.id, reason: '无法继续' }), inputs: { id: id(), reason: text({ max: 1_000, multiline: true }) } },
  {
    mutation: 'prepareRefund', who: ({ treasurer }) => treasurer, good: ({ ended }) => ({ input: { projectId: ended.id, reason: '原路退回', pledgeIds: [ended.gift.id] } }),
    inputs: { input: object(), 'input.projectId': id(), 'input.reason': text({ max: 1_000, multiline: true }), 'input.pledgeIds': ids({ min: 1, max: 200, optional: true }), 'input.pledgeIds.0': id() },
  },
  {
    mutation: 'prepareReversal', who: ({ treasurer }) => treasurer, good: ({ confirmed }) => ({ input: { pledgeId: confirmed.id, reason: '认错了人' } }),
    inputs: { input: object(), 'input.pledgeId': id(), 'input.reason': text({ max: 1_000, multiline: true }) },
  },
  { mutation: 'approveRefund', who: ({ admin }) => admin, good: ({ refund }) => ({ id: refund.id, bankReference: '20170613-0003' }), inputs: { id: id(), bankReference: text({ max: 64, optional: true }) } },
  {
    mutation: 'recordInvoiceNumber', who: ({ treasurer }) => treasurer, good: ({ receipted }) => ({ input: { receiptNumber: receipted.number, invoiceNumber: '44060122-0012345678' } }),
    inputs: {
      input: object(), 'input.receiptNumber': [...id().map((one) => (one.what === 'a number' ? { ...one, code: 'BAD_USER_INPUT' as const } : one)), { what: 'a number that was not issued', value: 'HC-2026-999999', code: 'NOT_FOUND' }],
      'input.invoiceNumber': [...text({ max: 40 }), ...['1234567', '12345678901', '4406012-0012345678', 'HC-2026-000001', '44060122-'].map((value) => ({ what: value, value, code: 'BAD_USER_INPUT' as const }))],
      'input.reason': text({ max: 200, optional: true }),
    },
  },
  { mutation: 'withdrawRefund', who: ({ treasurer }) => treasurer, good: ({ withdrawable }) => ({ id: withdrawable.id }), inputs: { id: id(), reason: text({ max: 1_000, multiline: true, optional: true }) } },

  {
    mutation: 'pledge', who: ({ donor }) => donor, good: ({ open }) => ({ input: pledgeInput(open.id, { message: '加油' }) }),
    inputs: {
      input: object(),
      'input.projectId': id(),
      'input.amount': wholeNumber({ min: 100, max: 1_000_000_000 }),
      // An id by its type, so a number is one; by its meaning it is a text that the client chooses.
      'input.idempotencyKey': text({ max: 100 }).filter(({ what }) => what !== 'a number'),
      'input.payment': choice(),
      'input.onBehalfOfId': id({ optional: true }),
      'input.anonymous': flag({ optional: true }),
      'input.message': text({ max: 200, multiline: true, optional: true }),
      'input.guest': [...object({ optional: true }), { what: 'a guest who is signed in', value: { name: '访客' }, code: 'BAD_USER_INPUT' }],
    },
  },
  {
    mutation: 'pledge', as: 'as a guest', who: () => null, good: guestPledge,
    inputs: {
      'input.guest.name': text({ max: 50 }),
      'input.guest.phone': [...text({ max: 40, optional: true }), ...codes(['1234', 'x', '138-0013-800x', '+', '++86 138', '1'.repeat(21), '１３８００１３８０００', "138' OR '1'='1"])],
    },
  },
  { mutation: 'endPledge', who: ({ treasurer }) => treasurer, good: ({ doubtful }) => ({ id: doubtful.id, reason: '联系不上认捐人' }), inputs: { id: id(), reason: text({ max: 500, multiline: true }) } },
  { mutation: 'cancelPledge', who: ({ donor }) => donor, good: ({ transfer }) => ({ id: transfer.id }), inputs: { id: id() } },
  {
    mutation: 'confirmPayment', who: ({ treasurer }) => treasurer, good: ({ arrived }) => ({ input: { pledgeId: arrived.id, amount: arrived.amount, bankReference: '20170613-0001' } }),
    inputs: {
      input: object(), 'input.pledgeId': id(),
      'input.amount': [...wholeNumber({ min: 100, max: 1_000_000_000 }), { what: 'a fen less than was pledged', value: 49_999, code: 'BAD_USER_INPUT' }, { what: 'a fen more', value: 50_001, code: 'BAD_USER_INPUT' }],
      'input.bankReference': text({ max: 64 }),
      'input.paidOn': codes(['tomorrow', '', '2026-02-30', '2026-13-01', '2026-6-1', '20260610', '2026-06-10T00:00:00Z', '2999-01-01', '1999-01-01']).concat([20260610, true, [], {}].map((value) => ({ what: JSON.stringify(value), value, code: 'BAD_USER_INPUT' as const }))),
      'input.acceptOtherAmount': flag({ optional: true }),
      'input.referenceReason': text({ max: 200, optional: true }),
    },
  },

  {
    mutation: 'recordMeasurement', who: ({ owner }) => owner, good: ({ open }) => ({ input: { indicatorId: open.indicators[0]!.id, value: 2.5, on: new Date(STORY_BEGINS.getTime() - 60_000).toISOString(), note: '签到表' } }),
    inputs: { input: object(), 'input.indicatorId': id(), 'input.value': quantity({ max: 1_000_000_000 }), 'input.on': past(), 'input.note': text({ max: 500, multiline: true, optional: true }), 'input.idempotencyKey': clientKey },
  },
  { mutation: 'verifyMeasurement', who: ({ reviewer }) => reviewer, good: ({ measurement }) => ({ id: measurement.id, accepted: false, comment: '缺签到表' }), inputs: { id: id(), accepted: flag(), comment: text({ max: 500, multiline: true }) } },

  {
    mutation: 'publishDisclosureReport', who: ({ owner }) => owner, good: ({ owing }) => ({ input: reportInput(owing.id, { evidenceUrls: ['https://example.test/a.jpg', '/files/covers/a.webp'] }) }),
    inputs: {
      input: object(), 'input.projectId': id(), 'input.kind': choice(), 'input.number': wholeNumber({ min: 1, max: 1_000 }), 'input.text': text({ min: 20, max: 10_000, multiline: true }),
      'input.evidenceUrls': list({ min: 0, max: 20, sample: 'https://example.test/a.jpg' }),
      'input.evidenceUrls.1': text({ max: 500 }),
    },
  },
  {
    mutation: 'correctDisclosureReport', who: ({ owner }) => owner, good: ({ disclosed }) => ({ input: { reportId: disclosed.id, text: '是三十一户' } }),
    inputs: { input: object(), 'input.reportId': id(), 'input.text': text({ max: 2_000, multiline: true }), 'input.idempotencyKey': clientKey },
  },
  {
    mutation: 'submitMilestone', who: ({ owner }) => owner, good: ({ funded }) => ({ input: { milestoneId: funded.milestones[0]!.id, report: '做完了', evidenceUrls: ['https://example.test/a.jpg', '/files/covers/a.webp'] } }),
    inputs: {
      input: object(), 'input.milestoneId': id(), 'input.report': text({ max: 10_000, multiline: true }),
      'input.evidenceUrls': list({ min: 0, max: 20, sample: 'https://example.test/a.jpg' }),
      'input.evidenceFileIds': ids({ min: 0, max: 20, optional: true }),
      'input.evidenceUrls.1': [...text({ max: 500 }), ...codes(['javascript:alert(1)', 'data:text/html,<script>', 'file:///etc/passwd', 'ftp://example.test/', '//example.test/a', '/etc/passwd', '/files/../secret', 'example.test', 'https://'])],
    },
  },
  { mutation: 'readNotices', who: ({ donor }) => donor, good: () => ({ ids: ['01900000-0000-7000-8000-000000000000'] }), inputs: { ids: ids({ min: 1, max: 100, optional: true }), 'ids.0': id().filter(({ what }) => what !== 'an id of nothing') } },
  { mutation: 'setNoticeMail', who: ({ donor }) => donor, good: () => ({ kind: 'STAGE_PAID', mailed: true }), inputs: { kind: codes(['', 'NO_SUCH_KIND', 'stage_paid']), mailed: flag() } },
  {
    mutation: 'reviewMilestone', who: ({ reviewer }) => reviewer, good: ({ reported }) => ({ input: { milestoneId: reported, accepted: false, comment: '缺照片' } }),
    inputs: { input: object(), 'input.milestoneId': id(), 'input.accepted': flag(), 'input.comment': text({ max: 1_000, multiline: true }) },
  },
  { mutation: 'releaseMilestone', who: ({ treasurer }) => treasurer, good: ({ verified }) => ({ id: verified, bankReference: '20170613-0002' }), inputs: { id: id(), bankReference: text({ max: 64, optional: true }) } },
  { mutation: 'withdrawRelease', who: ({ treasurer }) => treasurer, good: ({ preparedRelease }) => ({ id: preparedRelease, reason: '再核对一遍' }), inputs: { id: id(), reason: text({ max: 500, multiline: true, optional: true }) } },

  {
    mutation: 'importStatement', who: ({ treasurer }) => treasurer, good: ({ bank: { uploaded } }) => ({ input: { id: uploaded.id, columns: uploaded.columns } }),
    inputs: { input: object(), 'input.id': id(), 'input.columns': [...list({ min: 1, max: 60, sample: 'DATE' }), { what: 'too few', value: ['DATE', 'AMOUNT'], code: 'BAD_USER_INPUT' }, { what: 'no date', value: Array.from({ length: 10 }, () => 'TEXT'), code: 'BAD_USER_INPUT' }], 'input.unit': choice({ optional: true }) },
  },
  {
    mutation: 'pointAtHeader', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ input: { id: bank.pointed.id, headerRow: 4, sheet: 0 } }),
    inputs: { input: object(), 'input.id': id(), 'input.headerRow': wholeNumber({ min: 1, max: 60 }), 'input.sheet': wholeNumber({ min: 0, max: 0 }).filter(({ what }) => !['left out', 'null', 'zero', 'minus zero'].includes(what)) },
  },
  {
    mutation: 'decideStatementRows', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ input: { id: bank.pointed.id, rows: [5], decision: 'NO_MOVEMENT' } }),
    inputs: { input: object(), 'input.id': id(), // GraphQL takes a single value for a list of one.
      'input.rows': list({ min: 1, max: 200, sample: 5 }).filter(({ what }) => what !== 'a number'), 'input.rows.0': wholeNumber({ min: 5, max: 200_000 }), 'input.decision': choice({ optional: true }) },
  },
  { mutation: 'discardStatement', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ id: bank.unwanted.id }), inputs: { id: id() } },
  { mutation: 'matchStatement', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ id: bank.imported[0]!.id }), inputs: { id: id() } },
  { mutation: 'confirmStatement', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ id: bank.imported[1]!.id, minConfidence: 90 }), inputs: { id: id(), minConfidence: wholeNumber({ min: 1, max: 100 }), version: text({ max: 64, optional: true }) } },
  { mutation: 'suspendStatement', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ id: bank.imported[2]!.id }), inputs: { id: id(), version: text({ max: 64, optional: true }) } },
  { mutation: 'confirmStatementLines', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ lineIds: [bank.lines[0]!.id] }), inputs: { lineIds: ids({ min: 1, max: 100 }) } },
  {
    mutation: 'matchStatementLine', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ input: { lineId: bank.lines[1]!.id, pledgeIds: [bank.pledge.id] } }),
    inputs: { input: object(), 'input.lineId': id(), 'input.pledgeIds': ids({ min: 1, max: 20 }), 'input.acceptOtherAmount': flag({ optional: true }), 'input.referenceReason': text({ max: 200, optional: true }) },
  },
  {
    mutation: 'bookStatementLine', who: ({ treasurer }) => treasurer, good: ({ bank, open }) => ({ input: { lineId: bank.interest.id, kind: 'INTEREST_RECEIVED', purpose: 'PROJECT', projectId: open.id, note: '二季度结息', words: '季度结息' } }),
    inputs: {
      input: object(), 'input.lineId': id(), 'input.kind': choice(), 'input.purpose': [...choice({ optional: true }), { what: 'no purpose', value: null, code: 'BAD_USER_INPUT' }], 'input.projectId': id({ optional: true }).filter(({ value }) => value !== null && value !== undefined),
      'input.note': text({ max: 200, optional: true }), 'input.words': text({ min: 2, max: 40, optional: true }),
    },
  },
  { mutation: 'withdrawMovement', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ lineId: bank.prepared.id }), inputs: { lineId: id() } },
  { mutation: 'reverseMovement', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ lineId: bank.charge.id, reason: '记错了' }), inputs: { lineId: id(), reason: text({ max: 500, multiline: true }) } },
  { mutation: 'forgetMovementWords', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ id: bank.words.id }), inputs: { id: id() } },
  {
    mutation: 'linkStatementLine', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ lineId: bank.lines[2]!.id, entryIds: [bank.entry.id] }),
    inputs: { lineId: id(), entryIds: ids({ min: 1, max: 100 }) },
  },
  {
    mutation: 'returnSuspense', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ input: { lineId: bank.suspended.id, reason: '汇错了', bankReference: '20170613-0009' } }),
    inputs: { input: object(), 'input.lineId': id(), 'input.reason': text({ max: 500, multiline: true }), 'input.bankReference': text({ max: 64, optional: true }) },
  },
  { mutation: 'keepSuspense', who: ({ treasurer }) => treasurer, good: ({ bank }) => ({ lineId: bank.returning.id }), inputs: { lineId: id() } },
  { mutation: 'postOpeningBalance', who: ({ treasurer }) => treasurer, good: () => ({ amount: 5_000_000 }), inputs: { amount: wholeNumber({ min: 5_000_000, max: 5_000_000 }) } },
];

async function openBank({ treasurer: { client }, donor }: Town, projectId: string): Promise<Bank> {
  const confirmed = await promise(donor, projectId, { amount: 12_345 });
  await client.must(MUTATIONS.confirmPayment, { input: { pledgeId: confirmed.id, amount: 12_345, bankReference: '手工确认' } });
  const { unlinkedEntries } = await client.must('{ unlinkedEntries(amount: 12345) { edges { node { id } } } }');
  const returning = await suspendedLine(client, 2_000_000);
  await client.must(MUTATIONS.returnSuspense, { input: { lineId: returning.id, reason: '汇错了' } });
  await openedAccount(client, 5_000_000);
  return {
    uploaded: await uploadedStatement(client), pointed: await uploadedStatement(client), unwanted: await uploadedStatement(client),
    imported: [await bankStatement(client, [bankLine(100)]), await bankStatement(client, [bankLine(100)]), await bankStatement(client, [bankLine(100)])],
    lines: await bankLines(client, [bankLine(100), bankLine(10_000), bankLine(12_345)]),
    pledge: await promise(donor, projectId), entry: unlinkedEntries.edges[0].node,
    interest: (await bankLines(client, [bankLine(888, { text: '季度结息' })]))[0]!, prepared: await bookedCharge(client, 2_000_000), charge: await bookedCharge(client, 500), words: await taughtWords(client, '回单费'), suspended: await suspendedLine(client, 100), returning,
  };
}

let worldProject: (world: World) => Variables;

/** `variables` with `value` at `path`; `undefined` takes away what is there. */
function withValue(variables: Variables, path: string, value: unknown): Variables {
  const copy = structuredClone(variables);
  const keys = path.split('.');
  let place: any = copy;
  for (const key of keys.slice(0, -1)) place = place[key];
  const last = keys.at(-1)!;
  if (value !== undefined) place[last] = value;
  else if (Array.isArray(place)) place[Number(last)] = null;
  else delete place[last];
  return copy;
}

/** The name that a refusal gives to the input at `path`: the argument's fields go by themselves. */
const fieldAt = (path: string): string => path.replace(/^input\./, '');

const LEAKS = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s|SQLITE|ER_[A-Z]|Duplicate entry|Data too long|QueryFailed|node_modules|\.[tj]s:\d|\bat \w+ \(|\/(work|tmp|home|usr|src)\/|\{\{|undefined|\[object/;

describe('bad input', () => {
  const app = useTestApp();
  let world: World;

  beforeAll(async () => {
    worldProject = ({ organization }) => projectInput(app, organization.id);
    const town = await foundTown(app);
    const [draft, submitted, foreignDraft, notice, open] = [
      await projectAt(app, town, 'DRAFT'), await projectAt(app, town, 'SUBMITTED'), await projectAt(app, town, 'SUBMITTED'), await projectAt(app, town, 'PUBLIC_NOTICE'), await projectAt(app, town, 'FUNDRAISING'),
    ];
    const { raiseObjection: objection } = await town.donor.client.must(MUTATIONS.raiseObjection, { projectId: notice.id, text: '请公开预算' });
    const invite = async (address: string) => (await town.owner.client.must(MUTATIONS.inviteMember, { input: { organizationId: town.organization.id, email: address, role: 'MEMBER' } })).inviteMember;
    await invite(town.stranger.email);
    world = {
      ...town, bank: await openBank(town, open.id), draft, submitted, foreignDraft, notice, open, objection,
      transfer: await promise(town.donor, open.id, { amount: 50_000 }),
      doubtful: await promise(town.donor, open.id, { amount: 50_000 }),
      arrived: await promise(town.donor, open.id, { amount: 50_000 }),
      measurement: await measure(app, town, open),
      invitation: { token: invitationTokenFor(app, town.stranger.email) },
      other: await invite('other@example.test'),
      funded: await fundedProject(app, town),
      stoppable: await fundedProject(app, town),
      ended: await endedProject(app, town),
      confirmed: await confirmedTransfer(app, town),
      receipted: (await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(open.id) })).pledge.receipt,
      refund: await preparedRefund(app, town),
      withdrawable: await preparedRefund(app, town),
      owing: await owingProject(app, town),
      disclosed: await publishedReport(app, town),
      reported: (await reportedStage(app, town)).id,
      verified: (await reportedStage(app, town, true)).id,
      preparedRelease: (await preparedRelease(app, town)).id,
    };
  });

  const translated = new Set<string>();

  /** The same browser in either language. */
  const inBoth = (person: TestUser | null): [Client, Client] => {
    const chinese = person?.client ?? app.anonymous();
    return [chinese, chinese.clone('en')];
  };

  async function faultsOf({ mutation, who, good }: Row, path: string, { what, value, code, below }: Bad): Promise<string[]> {
    const variables = withValue(good(world), path, value);
    const [chinese, english] = inBoth(who(world));
    const answers = [await chinese.execute(MUTATIONS[mutation], variables)];
    // In English once for each thing that can be said of this input: the rest would only be the same again.
    const said = `${mutation} ${path} ${String(answers[0]?.errors[0]?.extensions?.key)}`;
    if (!translated.has(said)) answers.push(await english.execute(MUTATIONS[mutation], variables));
    translated.add(said);
    const faults: string[] = [];
    for (const { data, errors } of answers) {
      const [error] = errors;
      if (error === undefined) { faults.push(`was accepted: ${JSON.stringify(data).slice(0, 200)}`); continue; }
      if (errors.length !== 1 && below !== '*') faults.push(`was refused ${errors.length} times`);
      const { code: given, field } = (error.extensions ?? {}) as { code?: string; field?: string };
      if (given !== code) faults.push(`was refused with ${given} instead of ${code}: ${error.message.slice(0, 200)}`);
      const wanted = fieldAt(path);
      if (below === '*' ? !(field === wanted || field?.startsWith(`${wanted}.`) || (wanted === 'input' && field !== undefined)) : field !== `${wanted}${below ?? ''}`) faults.push(`names the field ${field} instead of ${wanted}${below ?? ''}`);
      if (LEAKS.test(error.message)) faults.push(`says too much: ${error.message.slice(0, 200)}`);
      if (data !== null && data !== undefined) faults.push('answers data beside the error');
    }
    const [zh, en] = answers.map(({ errors }) => errors[0]?.message);
    if (en !== undefined && zh === en) faults.push(`says the same in both languages: ${zh.slice(0, 100)}`);
    if (zh !== undefined && !/\p{Script=Han}/u.test(zh)) faults.push(`has no Chinese in its Chinese message: ${zh.slice(0, 100)}`);
    return [...new Set(faults)].map((fault) => `${what}: ${fault}`);
  }

  it('is tried of every input of every mutation', async () => {
    const { __schema } = await app.anonymous().must(`{ __schema { mutationType { fields { name args { name type { ...T } } } } types { name inputFields { name type { ...T } } } } }
      fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`);
    type Ref = { kind: string; name: string; ofType?: Ref };
    type Input = { name: string; type: Ref };
    const named = (type: Ref): Ref => (type.ofType == null ? type : named(type.ofType));
    const isList = (type: Ref): boolean => type.kind === 'LIST' || (type.ofType != null && isList(type.ofType));
    const fieldsIn = new Map<string, Input[]>(__schema.types.map((type: { name: string; inputFields: Input[] | null }) => [type.name, type.inputFields ?? []]));
    // A list's rows are tried at any place in it.
    const pathsOf = (path: string, type: Ref): string[] => [path, ...fieldsIn.get(named(type).name)!.flatMap((field) => pathsOf(`${path}${isList(type) ? '.*' : ''}.${field.name}`, field.type))];
    const tried = new Set(rows.flatMap(({ mutation, inputs }) => Object.keys(inputs).map((path) => `${mutation} ${path.replace(/\.\d+/g, '.*')}`)));
    const all = __schema.mutationType.fields.flatMap(({ name, args }: { name: string; args: Input[] }) => args.flatMap((arg) => pathsOf(arg.name, arg.type).map((path) => `${name} ${path}`)));
    expect(all.filter((path: string) => !tried.has(path)), 'write a row, or an input of one, for each of these').toEqual([]);
  });

  describe.each(rows.map((row) => [`${row.mutation}${row.as === undefined ? '' : ` ${row.as}`}`, row] as const))('%s', (_name, row) => {
    it.each(Object.keys(row.inputs))('refuses a wrong %s, by its name and in both languages, and records nothing', async (path) => {
      const before = await snapshotOf(app);
      const faults: string[] = [];
      for (const bad of row.inputs[path]!) faults.push(...(await faultsOf(row, path, bad)));
      expect(faults.length, `refuse these values of ${path} in the service of ${row.mutation}, with badInput('${fieldAt(path)}', …) or notFound('${fieldAt(path)}'):\n${faults.join('\n')}`).toBe(0);
      expect(await snapshotOf(app), `a refused ${row.mutation} must leave every table as it was`).toEqual(before);
    });
  });

  // Last: what was refused above was refused for the one input that was wrong. The order follows the stages of the projects.
  it.each(rows.map((row) => [`${row.mutation}${row.as === undefined ? '' : ` ${row.as}`}`, row] as const))('%s is accepted with good input', async (_name, { mutation, who, good }) => {
    if (mutation === 'endSession') {
      const { viewer } = await world.stranger.client.must('{ viewer { sessions { id } } }');
      const other = await app.as(world.stranger);
      const { viewer: now } = await other.must('{ viewer { sessions { id current } } }');
      const known = viewer.sessions.map((session: { id: string }) => session.id);
      const added = now.sessions.find((session: { id: string; current: boolean }) => session.current && !known.includes(session.id));
      await world.stranger.client.must(MUTATIONS.endSession, { id: added.id });
      expect(await other.must('{ viewer { id } }'), 'an ended session signs nobody in').toEqual({ viewer: null });
      return;
    }
    await (who(world)?.client ?? app.anonymous()).must(MUTATIONS[mutation], good(world));
  });
});
