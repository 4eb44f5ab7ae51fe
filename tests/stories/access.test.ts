import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { pledgeInput, projectInput } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS, type MutationName } from '../support/operations.ts';
import { snapshotOf } from '../support/snapshot.ts';
import { bankLine, bankLines, bankStatement, bookedCharge, openedAccount, suspendedLine, taughtWords, uploadedStatement } from '../support/statements.ts';
import { confirmedTransfer, endedProject, endNotice, foundTown, fundedProject, invitationTokenFor, joinUnit, measure, owingProject, preparedRefund, preparedRelease, projectAt, promise, publishedReport, reportedStage, reportInput, type StagedProject, type Town } from '../support/town.ts';

const ROLES = ['signed out', 'stranger', 'donor', 'member', 'editor', 'owner', 'rival', 'reviewer', 'treasurer', 'admin', 'insider'] as const;
type Role = (typeof ROLES)[number];
const SIGNED_IN = ROLES.filter((role) => role !== 'signed out');
const MEMBERS: readonly Role[] = ['member', 'editor', 'owner', 'insider'];
const EDITORS: readonly Role[] = ['editor', 'owner'];
const REVIEWERS: readonly Role[] = ['reviewer', 'insider'];

let nextInvoice = 10_000_000;

type Variables = Record<string, unknown>;
type Code = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'INVALID_STATE';

interface Rule {
  mutation: MutationName;
  as?: string;
  /** What to send; made anew for each who is allowed, since it is done then. */
  target: (town: Town, role: Role) => Promise<Variables> | Variables;
  allowed: readonly Role[];
  /** How the others are refused; FORBIDDEN without a word. Signed out it is UNAUTHENTICATED. */
  refused?: Partial<Record<Role, Code>>;
  otherwise?: Code;
  /** Sends it from a browser of its own, since it ends sessions. */
  ownBrowser?: boolean;
  undo?: (town: Town) => Promise<unknown>;
}

const app = useTestApp();
let town: Town;
beforeAll(async () => { town = await foundTown(app); });

const personOf = (role: Role): TestUser | null => (role === 'signed out' ? null : town[role]);
const clientOf = (role: Role): Client => personOf(role)?.client ?? app.anonymous();

const hiddenFrom = (seen: readonly Role[]): Partial<Record<Role, Code>> => Object.fromEntries(SIGNED_IN.filter((role) => !seen.includes(role)).map((role) => [role, 'NOT_FOUND']));
const draft = async (t: Town) => (await projectAt(app, t, 'DRAFT')).id;
const measurable = (t: Town) => projectAt(app, t, 'FUNDRAISING');

const RULES: readonly Rule[] = [
  { mutation: 'createOrganization', target: () => ({ input: { name: '新单位', kind: 'COMMUNITY' } }), allowed: SIGNED_IN },
  { mutation: 'updateOrganization', target: ({ organization }) => ({ id: organization.id, input: { about: '改一改' } }), allowed: ['owner', 'admin'] },
  { mutation: 'updateOrganization', as: 'of a unit that is not verified', target: ({ hidden }) => ({ id: hidden.id, input: { about: '改一改' } }), allowed: ['rival', 'admin'], otherwise: 'NOT_FOUND' },
  { mutation: 'verifyOrganization', target: ({ organization }) => ({ id: organization.id, accepted: true, comment: '属实' }), allowed: ['admin'] },
  { mutation: 'inviteMember', target: ({ organization }) => ({ input: { organizationId: organization.id, email: 'somebody@example.test', role: 'MEMBER' } }), allowed: ['owner'] },
  {
    mutation: 'revokeInvitation', allowed: ['owner'],
    target: async ({ owner, organization }) => ({ id: (await owner.client.must(MUTATIONS.inviteMember, { input: { organizationId: organization.id, email: 'revoked@example.test', role: 'MEMBER' } })).inviteMember.id }),
  },
  {
    mutation: 'acceptInvitation', allowed: ['stranger'],
    async target({ rival, rivals, stranger }) {
      await rival.client.must(MUTATIONS.inviteMember, { input: { organizationId: rivals.id, email: stranger.email, role: 'MEMBER' } });
      return { token: invitationTokenFor(app, stranger.email) };
    },
    undo: ({ rival, rivals, stranger }) => rival.client.must(MUTATIONS.removeMember, { organizationId: rivals.id, userId: stranger.id }),
  },
  { mutation: 'setMemberRole', target: ({ organization, member }) => ({ organizationId: organization.id, userId: member.id, role: 'MEMBER' }), allowed: ['owner'] },
  { mutation: 'setMemberRole', as: 'of oneself, upwards', target: ({ organization }, role) => ({ organizationId: organization.id, userId: personOf(role)?.id ?? town.member.id, role: 'OWNER' }), allowed: ['owner'] },
  { mutation: 'removeMember', target: ({ organization, member }) => ({ organizationId: organization.id, userId: member.id }), allowed: ['owner', 'member'], undo: (t) => joinUnit(app, t, t.member, 'MEMBER') },
  { mutation: 'setPlatformRoles', target: ({ stranger }) => ({ userId: stranger.id, roles: [] }), allowed: ['admin'] },
  { mutation: 'setPlatformRoles', as: 'to oneself', target: (_, role) => ({ userId: personOf(role)?.id ?? town.stranger.id, roles: ['ADMIN'] }), allowed: ['admin'] },

  { mutation: 'createProject', target: ({ organization }) => ({ input: projectInput(app, organization.id) }), allowed: EDITORS },
  { mutation: 'updateProject', target: async (t) => ({ id: await draft(t), input: { title: '新题目' } }), allowed: EDITORS, refused: hiddenFrom(MEMBERS) },
  { mutation: 'submitProject', target: async (t) => ({ id: await draft(t) }), allowed: EDITORS, refused: hiddenFrom(MEMBERS) },
  { mutation: 'withdrawProject', target: async (t) => ({ id: (await projectAt(app, t, 'SUBMITTED')).id }), allowed: EDITORS, refused: hiddenFrom([...MEMBERS, 'reviewer', 'admin']) },
  { mutation: 'cancelProject', target: async (t) => ({ id: await draft(t), reason: '不办了' }), allowed: EDITORS, refused: hiddenFrom(MEMBERS) },
  { mutation: 'cancelProject', as: 'of a public project', target: async (t) => ({ id: (await projectAt(app, t, 'PUBLIC_NOTICE')).id, reason: '不办了' }), allowed: EDITORS },
  { mutation: 'cancelProject', as: 'with gifts', target: async (t) => ({ id: (await fundedProject(app, t)).id, reason: '不办了' }), allowed: EDITORS },
  { mutation: 'stopProject', target: async (t) => ({ id: (await fundedProject(app, t)).id, reason: '不办了' }), allowed: ['reviewer'] },
  { mutation: 'reviewProject', target: async (t) => ({ input: { projectId: (await projectAt(app, t, 'SUBMITTED')).id, decision: 'APPROVE' } }), allowed: ['reviewer'] },
  { mutation: 'raiseObjection', target: async (t) => ({ projectId: (await projectAt(app, t, 'PUBLIC_NOTICE')).id, text: '有异议' }), allowed: SIGNED_IN },
  {
    mutation: 'answerObjection', allowed: ['reviewer'],
    async target(t) {
      const { id } = await projectAt(app, t, 'PUBLIC_NOTICE');
      const { raiseObjection } = await t.donor.client.must(MUTATIONS.raiseObjection, { projectId: id, text: '有异议' });
      return { input: { objectionId: raiseObjection.id, answer: '已核实', outcome: 'DISMISSED' } };
    },
  },

  { mutation: 'pledge', target: async (t) => ({ input: pledgeInput((await measurable(t)).id) }), allowed: SIGNED_IN },
  { mutation: 'pledge', as: 'as a guest', target: async (t) => ({ input: pledgeInput((await measurable(t)).id, { guest: { name: '访客' } }) }), allowed: ['signed out'], otherwise: 'BAD_USER_INPUT' },
  { mutation: 'pledge', as: 'on behalf of a unit', target: async (t) => ({ input: pledgeInput((await measurable(t)).id, { onBehalfOfId: t.organization.id }) }), allowed: MEMBERS },
  { mutation: 'pledge', as: 'as a guest on behalf of a unit', target: async (t) => ({ input: pledgeInput((await measurable(t)).id, { guest: { name: '访客' }, onBehalfOfId: t.organization.id }) }), allowed: [], otherwise: 'BAD_USER_INPUT' },
  { mutation: 'pledge', as: 'on behalf of a unit that is not verified', target: async (t) => ({ input: pledgeInput((await measurable(t)).id, { onBehalfOfId: t.hidden.id }) }), allowed: [], refused: { rival: 'INVALID_STATE', admin: 'FORBIDDEN' }, otherwise: 'NOT_FOUND' },
  { mutation: 'pledge', as: 'to a project that is not public', target: async (t) => ({ input: pledgeInput(await draft(t)) }), allowed: [], refused: { member: 'INVALID_STATE', editor: 'INVALID_STATE', owner: 'INVALID_STATE', insider: 'INVALID_STATE' }, otherwise: 'NOT_FOUND' },
  { mutation: 'endPledge', target: async (t) => ({ id: (await promise(t.donor, (await measurable(t)).id)).id, reason: '联系不上认捐人' }), allowed: ['treasurer', 'admin', 'reviewer', 'insider'] },
  { mutation: 'cancelPledge', target: async (t) => ({ id: (await promise(t.donor, (await measurable(t)).id)).id }), allowed: ['donor'], otherwise: 'NOT_FOUND' },
  {
    mutation: 'cancelPledge', as: 'of a paid gift', allowed: [], refused: { donor: 'INVALID_STATE' },
    target: async (t) => ({ id: (await t.donor.client.must(MUTATIONS.pledge, { input: pledgeInput((await measurable(t)).id) })).pledge.id }),
  },
  { mutation: 'confirmPayment', target: async (t) => ({ input: { pledgeId: (await promise(t.donor, (await measurable(t)).id)).id, amount: 10_000, bankReference: randomUUID() } }), allowed: ['treasurer'] },

  {
    mutation: 'recordInvoiceNumber', allowed: ['treasurer'],
    target: async (t) => ({ input: { receiptNumber: (await t.donor.client.must(MUTATIONS.pledge, { input: pledgeInput((await measurable(t)).id) })).pledge.receipt.number, invoiceNumber: String(nextInvoice++) } }),
  },

  { mutation: 'recordMeasurement', target: async (t) => ({ input: { indicatorId: (await measurable(t)).indicators[0]!.id, value: 1, on: app.clock.now().toISOString() } }), allowed: EDITORS },
  { mutation: 'recordMeasurement', as: 'of a hidden project', target: async (t) => ({ input: { indicatorId: (await projectAt(app, t, 'DRAFT')).indicators[0]!.id, value: 1, on: app.clock.now().toISOString() } }), allowed: [], refused: { editor: 'INVALID_STATE', owner: 'INVALID_STATE', member: 'FORBIDDEN', insider: 'FORBIDDEN' }, otherwise: 'NOT_FOUND' },
  { mutation: 'verifyMeasurement', target: async (t) => ({ id: (await measure(app, t, await measurable(t))).id, accepted: true }), allowed: ['reviewer'] },

  { mutation: 'submitMilestone', target: async (t) => ({ input: { milestoneId: (await fundedProject(app, t)).milestones[0]!.id, report: '做完了', evidenceUrls: [] } }), allowed: EDITORS },
  { mutation: 'reviewMilestone', target: async (t) => ({ input: { milestoneId: (await reportedStage(app, t)).id, accepted: true } }), allowed: ['reviewer'] },
  { mutation: 'releaseMilestone', target: async (t) => ({ id: (await reportedStage(app, t, true)).id }), allowed: ['treasurer'] },
  { mutation: 'releaseMilestone', as: 'that another treasurer prepared', target: async (t) => ({ id: (await preparedRelease(app, t)).id }), allowed: ['treasurer', 'admin'] },
  { mutation: 'withdrawRelease', target: async (t) => ({ id: (await preparedRelease(app, t)).id }), allowed: ['treasurer', 'admin'] },

  { mutation: 'prepareRefund', target: async (t) => ({ input: { projectId: (await endedProject(app, t)).id, reason: '原路退回' } }), allowed: ['treasurer'] },
  { mutation: 'prepareReversal', target: async (t) => ({ input: { pledgeId: (await confirmedTransfer(app, t)).id, reason: '认错了人' } }), allowed: ['treasurer'] },
  { mutation: 'approveRefund', as: 'of the treasurer', target: async (t) => ({ id: (await preparedRefund(app, t)).id }), allowed: ['admin'] },
  { mutation: 'withdrawRefund', target: async (t) => ({ id: (await preparedRefund(app, t)).id }), allowed: ['treasurer', 'admin'] },

  { mutation: 'publishDisclosureReport', target: async (t) => ({ input: reportInput((await owingProject(app, t)).id) }), allowed: EDITORS },
  { mutation: 'correctDisclosureReport', target: async (t) => ({ input: { reportId: (await publishedReport(app, t)).id, text: '是三十一户' } }), allowed: EDITORS },

  { mutation: 'readNotices', target: () => ({}), allowed: SIGNED_IN },
  { mutation: 'setNoticeMail', target: () => ({ kind: 'STAGE_PAID', mailed: true }), allowed: SIGNED_IN },

  { mutation: 'importStatement', target: async ({ treasurer: { client } }) => { const { id, columns } = await uploadedStatement(client); return { input: { id, columns } }; }, allowed: ['treasurer'] },
  { mutation: 'pointAtHeader', target: async (t) => ({ input: { id: (await uploadedStatement(t.treasurer.client)).id, headerRow: 4 } }), allowed: ['treasurer'] },
  { mutation: 'decideStatementRows', target: async (t) => ({ input: { id: (await uploadedStatement(t.treasurer.client)).id, rows: [5], decision: 'NO_MOVEMENT' } }), allowed: ['treasurer'] },
  { mutation: 'discardStatement', target: async (t) => ({ id: (await uploadedStatement(t.treasurer.client)).id }), allowed: ['treasurer'] },
  { mutation: 'matchStatement', target: async (t) => ({ id: (await bankStatement(t.treasurer.client, [bankLine(100)])).id }), allowed: ['treasurer'] },
  { mutation: 'confirmStatement', target: async (t) => ({ id: (await bankStatement(t.treasurer.client, [bankLine(100)])).id, minConfidence: 90 }), allowed: ['treasurer'] },
  { mutation: 'suspendStatement', target: async (t) => ({ id: (await bankStatement(t.treasurer.client, [bankLine(100)])).id }), allowed: ['treasurer'] },
  { mutation: 'confirmStatementLines', target: async (t) => ({ lineIds: [(await bankLines(t.treasurer.client, [bankLine(100)]))[0]!.id] }), allowed: ['treasurer'] },
  {
    mutation: 'matchStatementLine', allowed: ['treasurer'],
    target: async (t) => ({ input: { lineId: (await bankLines(t.treasurer.client, [bankLine(10_000)]))[0]!.id, pledgeIds: [(await promise(t.donor, (await measurable(t)).id)).id] } }),
  },
  {
    mutation: 'linkStatementLine', allowed: ['treasurer'],
    async target(t) {
      const [line] = await bankLines(t.treasurer.client, [bankLine(12_345)]);
      const { id } = await promise(t.donor, (await measurable(t)).id, { amount: 12_345 });
      await t.treasurer.client.must(MUTATIONS.confirmPayment, { input: { pledgeId: id, amount: 12_345, bankReference: `手工 ${id}` } });
      const { unlinkedEntries } = await t.treasurer.client.must('{ unlinkedEntries(amount: 12345, first: 1) { edges { node { id } } } }');
      return { lineId: line!.id, entryIds: [unlinkedEntries.edges[0].node.id] };
    },
  },
  { mutation: 'returnSuspense', target: async (t) => ({ input: { lineId: (await suspendedLine(t.treasurer.client, 100)).id, reason: '汇错了' } }), allowed: ['treasurer'] },
  {
    mutation: 'returnSuspense', as: 'that another person prepared', allowed: ['admin'],
    refused: { treasurer: 'FORBIDDEN' },
    async target(t) {
      const { id } = await suspendedLine(t.treasurer.client, 2_000_000);
      await t.treasurer.client.must(MUTATIONS.returnSuspense, { input: { lineId: id, reason: '汇错了' } });
      return { input: { lineId: id } };
    },
  },
  {
    mutation: 'keepSuspense', allowed: ['treasurer', 'admin'],
    async target(t) {
      const { id } = await suspendedLine(t.treasurer.client, 2_000_000);
      await t.treasurer.client.must(MUTATIONS.returnSuspense, { input: { lineId: id, reason: '汇错了' } });
      return { lineId: id };
    },
  },
  { mutation: 'bookStatementLine', target: async (t) => ({ input: { lineId: (await bankLines(t.treasurer.client, [bankLine(-500)]))[0]!.id, kind: 'BANK_CHARGE' } }), allowed: ['treasurer'] },
  {
    mutation: 'bookStatementLine', as: 'that another person prepared', allowed: ['admin'], refused: { treasurer: 'FORBIDDEN' },
    target: async (t) => ({ input: { lineId: (await bookedCharge(t.treasurer.client, 2_000_000)).id, kind: 'BANK_CHARGE' } }),
  },
  { mutation: 'withdrawMovement', target: async (t) => ({ lineId: (await bookedCharge(t.treasurer.client, 2_000_000)).id }), allowed: ['treasurer', 'admin'] },
  { mutation: 'reverseMovement', target: async (t) => ({ lineId: (await bookedCharge(t.treasurer.client, 500)).id, reason: '记错了' }), allowed: ['treasurer'] },
  { mutation: 'forgetMovementWords', target: async (t) => ({ id: (await taughtWords(t.treasurer.client, `账户费${Math.random().toString(36).slice(2, 10)}`)).id }), allowed: ['treasurer'] },
  { mutation: 'postOpeningBalance', target: async (t) => { await openedAccount(t.treasurer.client, 5_000_000); return { amount: 5_000_000 }; }, allowed: ['treasurer'] },

  { mutation: 'updateProfile', target: (_, role) => ({ name: personOf(role)?.name ?? '没人' }), allowed: SIGNED_IN },
  { mutation: 'signUp', target: () => ({ input: { email: `${Math.random().toString(36).slice(2)}@example.test`, password: 'a-good-password', name: '新人' } }), allowed: ROLES, ownBrowser: true },
  { mutation: 'signIn', target: ({ stranger }) => ({ email: stranger.email, password: stranger.password }), allowed: ROLES, ownBrowser: true },
  { mutation: 'signOut', target: () => ({}), allowed: ROLES, ownBrowser: true },
  { mutation: 'endSession', as: 'of somebody else', target: async ({ admin, stranger }, role) => ({ id: (await (role === 'stranger' ? admin : stranger).client.must('{ viewer { sessions { id } } }')).viewer.sessions[0].id }), allowed: [], otherwise: 'NOT_FOUND' },
  { mutation: 'endOtherSessions', target: () => ({}), allowed: SIGNED_IN, ownBrowser: true },
  { mutation: 'changePassword', target: () => ({ currentPassword: 'a-good-password', newPassword: 'a-good-password' }), allowed: SIGNED_IN, ownBrowser: true },
];

/** Where two tables of roles differ, for people. */
const differences = (actual: Record<string, string>, expected: Record<string, string>): string =>
  ROLES.filter((role) => actual[role] !== expected[role]).map((role) => `${role}: ${actual[role]} instead of ${expected[role]}`).join('; ');

const FIELDS_OF = 'query Fields($name: String!) { __type(name: $name) { fields { name } } }';
const fieldsOf = async (name: string): Promise<string[]> => (await app.anonymous().must(FIELDS_OF, { name })).__type.fields.map((field: { name: string }) => field.name).sort();

/** What a role sees of a query: something, nothing, or a refusal. */
type Sight = 'sees' | 'nothing' | Code;
interface Glance {
  query: string;
  variables: (world: World) => Variables;
  sees: readonly Role[];
  otherwise: 'nothing' | 'FORBIDDEN';
}

interface World {
  projects: Record<'DRAFT' | 'SUBMITTED' | 'CHANGES_REQUESTED' | 'REJECTED' | 'PUBLIC_NOTICE' | 'FUNDRAISING', StagedProject>;
  /** Paid by the donor, without a name, for the unit. */
  gift: { id: string; receipt: { number: string } };
  transfer: { id: string };
  /** A transfer of the donor that a treasurer ended. */
  ended: { id: string };
  stage: { id: string; project: StagedProject };
  /** A stage whose payment waits for its second signature. */
  prepared: { id: string; project: StagedProject };
  /** A project whose gift was given back. */
  refunded: { id: string };
  /** The order by which it was. */
  refund: string;
  statement: { id: string };
  token: string;
}

const glance = (query: string, sees: readonly Role[] = ROLES, variables: Glance['variables'] = () => ({}), otherwise: Glance['otherwise'] = 'FORBIDDEN'): Glance => ({ query, sees, variables, otherwise });
const byId = (of: (world: World) => string): Glance['variables'] => (world) => ({ id: of(world) });

/** Every query that there is, each with who may see what it answers; the key's first word is its name. */
const GLANCES: Record<string, Glance> = {
  accounts: glance('{ it: accounts { edges { node { email roles } } } }', ['admin']),
  books: glance('{ it: books { totalCount } }'),
  booksMonths: glance('{ it: booksMonths { month } }'),
  booksPeriod: glance('{ it: booksPeriod { closing } }'),
  booksCheck: glance('{ it: booksCheck { __typename } }'),
  cityTotals: glance('{ it: cityTotals { raised } }'),
  consistencyProof: glance('{ it: consistencyProof(from: 1, to: 1) }'),
  confirmedPayments: glance('{ it: confirmedPayments(search: "HC") { totalCount } }', ['treasurer']),
  documentProof: glance('query D($number: String!) { it: documentProof(document: $number) { entries { leaf } } }', ROLES, ({ gift }) => ({ number: gift.receipt.number })),
  disclosureQueue: glance('{ it: disclosureQueue { totalCount } }', REVIEWERS),
  impactBreakdown: glance('{ it: impactBreakdown(by: YEAR) { key } }'),
  impactSummary: glance('{ it: impactSummary { raised } }'),
  invitation: glance('query I($token: String!) { it: invitation(token: $token) { email organization { name } } }', ROLES, ({ token }) => ({ token })),
  invoiceQueue: glance('{ it: invoiceQueue { totalCount } }', ['treasurer']),
  measurementQueue: glance('{ it: measurementQueue { totalCount } }', REVIEWERS),
  milestoneQueue: glance('{ it: milestoneQueue { totalCount } }', REVIEWERS),
  movementWords: glance('{ it: movementWords { words } }', ['treasurer', 'admin']),
  newestPledges: glance('{ it: newestPledges { totalCount } }'),
  objectionQueue: glance('{ it: objectionQueue { totalCount } }', REVIEWERS),
  organization: glance('query O($id: ID!) { it: organization(id: $id) { name } }', ROLES, byId(() => town.organization.id)),
  'organization that is not verified': glance('query O($id: ID!) { it: organization(id: $id) { name } }', ['rival', 'admin'], byId(() => town.hidden.id), 'nothing'),
  organizations: glance('{ it: organizations { totalCount } }'),
  'organizations that are not verified': glance('{ it: organizations(filter: { verification: WAITING }) { totalCount } }', ['admin']),
  paymentQueue: glance('{ it: paymentQueue { totalCount } }', ['treasurer']),
  platform: glance('{ it: platform { minPledge } }'),
  pledge: glance('query P($id: ID!) { it: pledge(id: $id) { remarkCode } }', ['donor', 'treasurer'], byId(({ transfer }) => transfer.id), 'nothing'),
  project: glance('query P($id: ID!) { it: project(id: $id) { title } }', ROLES, byId(({ projects }) => projects.FUNDRAISING.id)),
  'project on notice': glance('query P($id: ID!) { it: project(id: $id) { title } }', ROLES, byId(({ projects }) => projects.PUBLIC_NOTICE.id)),
  'project in draft': glance('query P($id: ID!) { it: project(id: $id) { title } }', MEMBERS, byId(({ projects }) => projects.DRAFT.id), 'nothing'),
  'project in review': glance('query P($id: ID!) { it: project(id: $id) { title } }', [...MEMBERS, 'reviewer', 'admin'], byId(({ projects }) => projects.SUBMITTED.id), 'nothing'),
  'project sent back': glance('query P($id: ID!) { it: project(id: $id) { title } }', [...MEMBERS, 'reviewer', 'admin'], byId(({ projects }) => projects.CHANGES_REQUESTED.id), 'nothing'),
  'project refused': glance('query P($slug: String!) { it: project(slug: $slug) { title } }', [...MEMBERS, 'reviewer', 'admin'], ({ projects }) => ({ slug: projects.REJECTED.slug }), 'nothing'),
  projects: glance('{ it: projects { totalCount } }'),
  proofKeys: glance('{ it: proofKeys { keyId } }'),
  receipt: glance('query R($number: String!) { it: receipt(number: $number) { amount } }', ROLES, ({ gift }) => ({ number: gift.receipt.number })),
  refundOrder: glance('query R($id: ID!) { it: refundOrder(id: $id) { reason } }', ['treasurer', 'admin'], byId(({ refund }) => refund), 'nothing'),
  refundOrders: glance('{ it: refundOrders { totalCount } }', ['treasurer', 'admin']),
  refundsDue: glance('{ it: refundsDue { totalCount } }', ['treasurer', 'admin']),
  releaseCounts: glance('{ it: releaseCounts { payable } }', ['treasurer', 'admin']),
  'releaseQueue in a state': glance('{ it: releaseQueue(state: PAYABLE) { totalCount } }', ['treasurer', 'admin']),
  releaseQueue: glance('{ it: releaseQueue { totalCount } }', ['treasurer', 'admin']),
  reviewQueue: glance('{ it: reviewQueue { totalCount } }', REVIEWERS),
  treeHead: glance('{ it: treeHead { size } }'),
  treeHeads: glance('{ it: treeHeads { totalCount } }'),
  bankReconciliation: glance('{ it: bankReconciliation { ledger } }', ['treasurer', 'admin']),
  statement: glance('query S($id: ID!) { it: statement(id: $id) { fileName } }', ['treasurer', 'admin'], byId(({ statement }) => statement.id), 'nothing'),
  statementBulk: glance('query B($id: ID!) { it: statementBulk(id: $id) { version } }', ['treasurer', 'admin'], byId(({ statement }) => statement.id)),
  statementRows: glance('query R($id: ID!) { it: statementRows(statementId: $id) { totalCount } }', ['treasurer', 'admin'], byId(({ statement }) => statement.id)),
  statementLines: glance('{ it: statementLines { edges { node { name account text } } } }', ['treasurer', 'admin']),
  statements: glance('{ it: statements { totalCount } }', ['treasurer', 'admin']),
  unlinkedEntries: glance('{ it: unlinkedEntries { totalCount } }', ['treasurer', 'admin']),
  viewer: glance('{ it: viewer { id email roles memberships { role } sessions { id } pledges { totalCount } } }', SIGNED_IN, () => ({}), 'nothing'),
};

/** A field that not everybody sees: how to reach it, how to tell that it is seen, and who does. */
interface PrivateField {
  query: string;
  variables: (world: World) => Variables;
  seen: (data: any) => boolean;
  by: readonly Role[];
}

const ofUnit = (selection: string) => `query U($id: ID!) { it: organization(id: $id) { ${selection} } }`;
const unitId = () => ({ id: town.organization.id });
const ofGift = (selection: string) => `query G($id: ID!) { project(id: $id) { pledges(first: 1) { edges { node { ${selection} } } } } }`;
const giftOf = (data: any) => data.project.pledges.edges[0].node;
/** The gift of 12,321 fen, for which 20,000 were promised. */
const ofOtherAmount = (selection: string) => `query G($id: ID!) { project(id: $id) { pledges(first: 20) { edges { node { amount ${selection} } } } } }`;
const otherAmountOf = (data: any) => data.project.pledges.edges.find(({ node }: any) => node.amount === 12_321).node;
const ofPledge = (selection: string) => `query P($id: ID!) { it: pledge(id: $id) { ${selection} } }`;
const ofRefund = (selection: string) => `query R($id: ID!) { it: project(id: $id) { refunds { ${selection} } } }`;
const refundedId = ({ refunded }: World) => ({ id: refunded.id });
const openId = ({ projects }: World) => ({ id: projects.FUNDRAISING.id });

const PRIVATE: Record<string, PrivateField> = {
  'Organization.members': { query: ofUnit('members { name }'), variables: unitId, seen: ({ it }) => it.members !== null, by: [...MEMBERS, 'admin'] },
  'OrganizationMember.email': { query: ofUnit('members { email }'), variables: unitId, seen: ({ it }) => it.members?.every(({ email }: { email: string | null }) => email !== null) ?? false, by: ['owner', 'admin'] },
  'Organization.invitations': { query: ofUnit('invitations { email }'), variables: unitId, seen: ({ it }) => it.invitations !== null, by: ['owner', 'admin'] },
  'Organization.pledges': { query: ofUnit('pledges { totalCount }'), variables: unitId, seen: ({ it }) => it.pledges !== null, by: [...MEMBERS, 'admin'] },
  'Organization.verificationComment': { query: ofUnit('verificationComment'), variables: unitId, seen: ({ it }) => it.verificationComment !== null, by: [...MEMBERS, 'admin'] },
  'Organization.viewerRole': { query: ofUnit('viewerRole'), variables: unitId, seen: ({ it }) => it.viewerRole !== null, by: MEMBERS },
  'Organization.projects': { query: ofUnit('projects(first: 100) { edges { node { status } } }'), variables: unitId, seen: ({ it }) => it.projects.edges.some(({ node }: any) => node.status === 'DRAFT'), by: MEMBERS },
  'Pledge.payerName': { query: ofGift('payerName'), variables: openId, seen: (data) => giftOf(data).payerName !== null, by: ['donor', 'treasurer'] },
  'Pledge.remarkCode': { query: ofGift('remarkCode'), variables: openId, seen: (data) => giftOf(data).remarkCode !== null, by: ['donor', 'treasurer'] },
  'Pledge.expiresAt': { query: ofGift('expiresAt'), variables: openId, seen: (data) => giftOf(data).expiresAt !== null, by: ['donor', 'treasurer'] },
  'Pledge.promisedAmount': { query: ofOtherAmount('promisedAmount'), variables: openId, seen: (data) => otherAmountOf(data).promisedAmount === 20_000, by: ['donor', 'treasurer'] },
  'Pledge.bankReference': { query: ofOtherAmount('bankReference'), variables: openId, seen: (data) => otherAmountOf(data).bankReference !== null, by: ['treasurer'] },
  'Pledge.referenceReason': { query: ofOtherAmount('referenceReason'), variables: openId, seen: (data) => otherAmountOf(data).referenceReason === '一笔汇款付两笔认捐', by: ['treasurer'] },
  'Pledge.endReason': { query: ofPledge('endReason'), variables: ({ ended }) => ({ id: ended.id }), seen: ({ it }) => it !== null && it.endReason === '联系不上认捐人', by: ['donor', 'treasurer'] },
  'Pledge.keepsPlaceUntil': { query: ofPledge('keepsPlaceUntil'), variables: ({ transfer }) => ({ id: transfer.id }), seen: ({ it }) => it !== null && it.keepsPlaceUntil !== null, by: ['donor', 'treasurer'] },
  'Pledge.displayName': { query: ofGift('displayName'), variables: openId, seen: (data) => giftOf(data).displayName !== '爱心人士', by: [] },
  'Organization.sponsorships': { query: ofUnit('sponsorships { amount }'), variables: unitId, seen: ({ it }) => it.sponsorships !== null, by: EDITORS },
  'Organization.statementYears': { query: ofUnit('statementYears'), variables: unitId, seen: ({ it }) => it.statementYears !== null, by: [...EDITORS, 'treasurer'] },
  'Receipt.invoiceRecords': { query: 'query R($number: String!) { it: receipt(number: $number) { invoiceRecords { invoiceNumber } } }', variables: ({ gift }) => ({ number: gift.receipt.number }), seen: ({ it }) => it.invoiceRecords !== null, by: ['treasurer'] },
  'Receipt.donorName': { query: 'query R($number: String!) { it: receipt(number: $number) { donorName } }', variables: ({ gift }) => ({ number: gift.receipt.number }), seen: ({ it }) => it.donorName !== '爱心人士', by: ['donor', 'treasurer'] },
  'Project.changes': { query: 'query C($id: ID!) { it: project(id: $id) { changes { field } } }', variables: openId, seen: ({ it }) => it.changes.length > 0, by: [...MEMBERS, 'reviewer', 'admin'] },
  'Project.viewerActions': { query: 'query A($id: ID!) { it: project(id: $id) { viewerActions } }', variables: openId, seen: ({ it }) => it.viewerActions.includes('RECORD_MEASUREMENT'), by: EDITORS },
  'Indicator.measurements': { query: 'query M($id: ID!) { it: project(id: $id) { indicators { measurements { note } } } }', variables: openId, seen: ({ it }) => it.indicators[0].measurements.length > 0, by: [...MEMBERS, 'reviewer'] },
  'RefundOrder.items': { query: ofRefund('items { totalCount }'), variables: refundedId, seen: ({ it }) => it.refunds[0].items !== null, by: ['treasurer', 'admin'] },
  'RefundOrder.order': { query: ofRefund('order { preparedBy signedBy steps { by } }'), variables: refundedId, seen: ({ it }) => it.refunds[0].order !== null, by: ['treasurer', 'admin'] },
  'RefundOrder.payouts': { query: ofRefund('payouts { bank { count } }'), variables: refundedId, seen: ({ it }) => it.refunds[0].payouts !== null, by: ['treasurer', 'admin'] },
  'RefundOrder.downloads': { query: ofRefund('downloads { by }'), variables: refundedId, seen: ({ it }) => it.refunds[0].downloads !== null, by: ['treasurer', 'admin'] },
  'RefundOrder.preparedBy': { query: ofRefund('preparedBy'), variables: refundedId, seen: ({ it }) => it.refunds[0].preparedBy !== null, by: ['treasurer', 'admin'] },
  'RefundOrder.approvedBy': { query: ofRefund('approvedBy'), variables: refundedId, seen: ({ it }) => it.refunds[0].approvedBy !== null, by: ['treasurer', 'admin'] },
  'Release.order': { query: 'query R($id: ID!) { it: project(id: $id) { milestones { release { order { preparedBy signedBy steps { by kind } } } } } }', variables: ({ prepared }) => ({ id: prepared.project.id }), seen: ({ it }) => it.milestones[0].release.order !== null, by: ['treasurer', 'admin'] },
  'Milestone.releaseStanding': { query: 'query R($id: ID!) { it: project(id: $id) { milestones { releaseStanding { state } } } }', variables: ({ prepared }) => ({ id: prepared.project.id }), seen: ({ it }) => it.milestones[0].releaseStanding !== null, by: ['treasurer', 'admin'] },
  'Milestone.reports': { query: 'query M($id: ID!) { it: project(id: $id) { milestones { reports { report } } } }', variables: ({ stage }) => ({ id: stage.project.id }), seen: ({ it }) => it.milestones[0].reports.length > 0, by: [...MEMBERS, 'reviewer', 'treasurer'] },
};

/** What everybody sees of the types that also hold private fields. */
const PUBLIC: Record<string, readonly string[]> = {
  Organization: ['about', 'children', 'createdAt', 'creditCode', 'given', 'id', 'kind', 'name', 'parent', 'verification'],
  OrganizationMember: ['name', 'role', 'since', 'userId'],
  Pledge: ['amount', 'createdAt', 'id', 'matchedAmount', 'message', 'onBehalfOf', 'onBehalfOfName', 'paidAt', 'payment', 'project', 'receipt', 'refundedAmount', 'refunds', 'status', 'uses'],
  Receipt: ['amount', 'implementerName', 'invoiceNumber', 'issuedAt', 'number', 'onBehalfOfName', 'paidOn', 'project', 'projectId', 'projectSlug', 'projectTitle', 'replacedBy', 'uses', 'voidReason', 'voidedAt'],
  Project: [
    'acceptsOverGoal', 'category', 'cover', 'createdAt', 'demoNote', 'disclosure', 'fund', 'fundingEndsAt', 'fundingRule', 'goal', 'history', 'id', 'indicators', 'milestones', 'noticeEndsAt', 'noticePausedAt', 'noticeStartsAt',
    'objections', 'organization', 'pledges', 'progress', 'refundDue', 'refunds', 'region', 'slug', 'sponsors', 'status', 'story', 'submittedAt', 'summary', 'title',
  ],
  RefundOrder: ['approvedAt', 'bankReference', 'cause', 'giftCount', 'id', 'preparedAt', 'project', 'reason', 'status', 'total', 'viewerActions', 'withdrawnAt'],
  Indicator: ['actual', 'id', 'kind', 'name', 'target', 'unit'],
  Release: ['amount', 'bankReference', 'preparedAt', 'releasedAt'],
  Milestone: ['amount', 'dueOn', 'id', 'measurements', 'project', 'release', 'status', 'title'],
};

describe('the tables of access', () => {
  it('know every mutation', async () => {
    expect([...new Set(RULES.map(({ mutation }) => mutation))].sort(), 'write into RULES who may do what is new').toEqual(await fieldsOf('Mutation'));
    expect(Object.keys(MUTATIONS).sort()).toEqual(await fieldsOf('Mutation'));
  });

  it('know every query', async () => {
    expect([...new Set(Object.keys(GLANCES).map((key) => key.split(' ')[0]!))].sort(), 'write into GLANCES who may see what is new').toEqual(await fieldsOf('Query'));
  });

  it.each(Object.keys(PUBLIC))('know every field of %s', async (type) => {
    const secret = Object.keys(PRIVATE).filter((name) => name.startsWith(`${type}.`)).map((name) => name.slice(type.length + 1));
    expect([...PUBLIC[type]!, ...secret].sort(), 'say in PUBLIC that everybody sees a new field, or in PRIVATE who does').toEqual(await fieldsOf(type));
  });

  it('of subscriptions know every one', async () => {
    expect(await fieldsOf('Subscription'), 'show in leaks.test.ts what a new subscription tells to whom').toEqual(['cityTotals', 'projectProgress']);
  });
});

describe('seeing', () => {
  let world: World;
  beforeAll(async () => {
    const projects = {
      DRAFT: await projectAt(app, town, 'DRAFT'), SUBMITTED: await projectAt(app, town, 'SUBMITTED'), CHANGES_REQUESTED: await projectAt(app, town, 'CHANGES_REQUESTED'), REJECTED: await projectAt(app, town, 'REJECTED'),
      PUBLIC_NOTICE: await projectAt(app, town, 'PUBLIC_NOTICE'), FUNDRAISING: await projectAt(app, town, 'CHANGES_REQUESTED'),
    };
    // Submitted a second time, so that there is something to compare.
    const { id } = projects.FUNDRAISING;
    await town.owner.client.must(MUTATIONS.updateProject, { id, input: { title: '第二稿' } });
    await town.owner.client.must(MUTATIONS.submitProject, { id });
    await town.reviewer.client.must(MUTATIONS.reviewProject, { input: { projectId: id, decision: 'APPROVE' } });
    await endNotice(app, id);
    await measure(app, town, projects.FUNDRAISING, { note: '还没有核实' });
    const promised = await promise(town.donor, id, { amount: 20_000 });
    await town.treasurer.client.must(MUTATIONS.confirmPayment, { input: { pledgeId: promised.id, amount: 12_321, bankReference: randomUUID(), acceptOtherAmount: true, referenceReason: '一笔汇款付两笔认捐' } });
    const { pledge: gift } = await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(id, { anonymous: true }) });
    await town.owner.client.must(MUTATIONS.inviteMember, { input: { organizationId: town.organization.id, email: 'friend@example.test', role: 'MEMBER' } });
    await town.admin.client.must(MUTATIONS.verifyOrganization, { id: town.organization.id, accepted: true, comment: '属实' });
    const { id: refund, project: refunded } = await preparedRefund(app, town);
    await town.admin.client.must(MUTATIONS.approveRefund, { id: refund });
    await preparedRefund(app, town);
    const ended = await promise(town.donor, id, { amount: 10_000 });
    await town.treasurer.client.must(MUTATIONS.endPledge, { id: ended.id, reason: '联系不上认捐人' });
    const statement = await bankStatement(town.treasurer.client, [bankLine(100)]);
    world = { ended, projects, gift, statement, transfer: await promise(town.donor, id), stage: await reportedStage(app, town), prepared: await preparedRelease(app, town), refunded, refund, token: invitationTokenFor(app, 'friend@example.test') };
  });

  it.each(Object.entries(GLANCES))('%s', async (_name, { query, variables, sees, otherwise }) => {
    const expected = Object.fromEntries(ROLES.map((role): [Role, Sight] => [role, sees.includes(role) ? 'sees' : otherwise === 'FORBIDDEN' && role === 'signed out' ? 'UNAUTHENTICATED' : otherwise]));
    const actual: Record<string, Sight> = {};
    for (const role of ROLES) {
      const { data, errors } = await clientOf(role).execute(query, variables(world));
      actual[role] = errors.length > 0 ? (errors[0]!.extensions?.code as Code) : data.it === null ? 'nothing' : 'sees';
    }
    expect(differences(actual, expected), 'mend the check in the service, or the table if the rule has changed').toBe('');
  });

  it.each(Object.entries(PRIVATE))('%s', async (_name, { query, variables, seen, by }) => {
    const actual: Role[] = [];
    for (const role of ROLES) if (seen(await clientOf(role).must(query, variables(world)))) actual.push(role);
    expect(actual, 'these see it; mend the field’s resolver, or the table if the rule has changed').toEqual(ROLES.filter((role) => by.includes(role)));
  });

  it('oneself is all that a viewer is', async () => {
    for (const role of SIGNED_IN) {
      const { viewer } = await clientOf(role).must('{ viewer { id name email pledges { totalCount } sessions { current } } }');
      const person = personOf(role)!;
      expect(viewer).toMatchObject({ id: person.id, name: person.name, email: person.email });
      expect(viewer.sessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1);
      if (role !== 'donor') expect(viewer.pledges.totalCount).toBe(0);
    }
  });
});

describe('doing', () => {
  describe.each(RULES.map((rule) => [`${rule.mutation}${rule.as === undefined ? '' : ` ${rule.as}`}`, rule] as const))('%s', (_name, { mutation, target, allowed, refused = {}, otherwise = 'FORBIDDEN', ownBrowser = false, undo }) => {
    const expectedOf = (role: Role): string => {
      if (allowed.includes(role)) return 'OK';
      return refused[role] ?? (role === 'signed out' ? 'UNAUTHENTICATED' : otherwise);
    };

    it('is for those whose it is, and changes nothing for the others', async () => {
      const outcome: Record<string, string> = {};
      const expected: Record<string, string> = {};
      const send = async (role: Role, variables: Variables) => {
        const person = personOf(role);
        const client = ownBrowser && person !== null ? await app.as(person) : clientOf(role);
        const { errors } = await client.execute(MUTATIONS[mutation], variables);
        outcome[role] = errors.length === 0 ? 'OK' : String(errors[0]!.extensions?.code);
        expected[role] = expectedOf(role);
      };
      const mayNot = ROLES.filter((role) => !allowed.includes(role));
      if (mayNot.length > 0) {
        // One target for all of them, since none of them does anything to it; but what is one's own is another for each.
        const shared = target.length < 2 ? await target(town, mayNot[0]!) : null;
        const attempts = await Promise.all(mayNot.map(async (role) => ({ role, variables: shared ?? (await target(town, role)) })));
        const before = await snapshotOf(app);
        for (const { role, variables } of attempts) await send(role, variables);
        expect(await snapshotOf(app), `${mutation} recorded something for those who may not: ${JSON.stringify(outcome)}`).toEqual(before);
      }
      for (const role of allowed) {
        await send(role, await target(town, role));
        if (outcome[role] === 'OK' && undo !== undefined) await undo(town);
      }
      expect(differences(outcome, expected), 'deny by default: mend the check in the service, or the table if the rule has changed').toBe('');
    });
  });
});
