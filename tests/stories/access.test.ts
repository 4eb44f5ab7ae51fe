import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  accessTables,
  personOf,
  ROLES,
  SIGNED_IN,
  withAuditor,
  type Code,
  type Role,
  type Visibility,
  type TopicRow,
  type Variables,
  type World,
} from '../support/access.ts';
import type { TestUser } from '../support/app.ts';
import { pledgeInput } from '../support/city.ts';
import type { Answer, Client } from '../support/client.ts';
import { mutationNamed, MUTATIONS } from '../support/operations.ts';
import { promiseOnline, start, useAppWithProviders } from '../support/payments.ts';
import { askedForProof, PERMISSIONS_WITH_PROOF, sendProved, sendWithSettings } from '../support/safeguards.ts';
import { decidePayee, enterPayee, verifiedPayee } from '../support/payees.ts';
import { settledSnapshotOf, snapshotOf } from '../support/snapshot.ts';
import { LOOKED_AT, TRACES } from '../support/traces.ts';
import { bankLine, bankStatement } from '../support/statements.ts';
import { cancelledWork } from '../support/works.ts';
import {
  askingUnit,
  endNotice,
  createTown,
  invitationTokenFor,
  measure,
  preparedRefund,
  preparedRelease,
  projectAt,
  promise,
  reportedStage,
  type Town,
} from '../support/town.ts';
import { proposedFund } from '../support/matching.ts';
import { programmeWithMoney, proposedProgramme } from '../support/programmes.ts';
import { hiddenQuestion } from '../support/questions.ts';
import { projectWithNews } from '../support/updates.ts';
import { triesAllModules } from '../support/tables.ts';

// What is tried here stands in tables, one file a module: `tests/stories/access`.

const { app } = await useAppWithProviders({ jobs: 'BY_TICK' });
let town: Town;
/** Reads the trace in a browser of their own, since tests end the sessions of the other people. */
let watcher: TestUser;
beforeAll(async () => {
  town = await createTown(app);
  watcher = await app.signUp({ roles: ['AUDITOR'] });
});

const clientOf = (role: Role): Client => personOf(town, role)?.client ?? app.anonymous();

/** Roles whose looks at other people's data leave an entry. */
const LEAVES_LOOKS: readonly Role[] = ['reviewer', 'treasurer', 'admin', 'insider', 'auditor'];

/** How many entries of these kinds the trace holds. */
const entriesOf = async (kinds: readonly string[]): Promise<number> =>
  (
    await watcher.client.must('query T($kinds: [ID!]) { trace(first: 1, filter: { kinds: $kinds }) { totalCount } }', {
      kinds,
    })
  ).trace.totalCount;

const tables = [...(await accessTables(app)).values()];
/** What ends sessions comes last: everything else is sent from the sessions with which the story begins. */
const doing = tables
  .flatMap((table) => table.doing ?? [])
  .sort((a, b) => Number(a.ownBrowser ?? false) - Number(b.ownBrowser ?? false));
const seeing = tables.flatMap((table) => Object.entries(table.seeing ?? {}));
const queues = tables.flatMap((table) => Object.entries(table.queues ?? {}));
const topics = tables.flatMap((table) => [
  ...Object.entries(table.topics ?? {}),
  // Everybody who sees a queue may watch its changes.
  ...Object.entries(table.queues ?? {}).map(([name, { sees }]): [string, TopicRow] => [`queue:${name}`, sees]),
]);
const secret = tables.flatMap((table) => Object.entries(table.secret ?? {}));

const STAFF: readonly Role[] = ['reviewer', 'treasurer', 'admin'];
/** Everybody with a platform role. What only they may do, they may by it. */
const HOLDERS: readonly Role[] = [...STAFF, 'insider', 'auditor'];
const isByRole = (allowed: readonly Role[]) => allowed.length > 0 && allowed.every((role) => HOLDERS.includes(role));

/** Whose rights somebody has whose platform role does not count. */
const roleless = (role: Role): Role => (role === 'insider' ? 'owner' : 'stranger');

/** The permissions that refused somebody with an old proof. */
const guarded = new Set<string>();
function isAskedForProof(answer: Answer<unknown>): boolean {
  const permission = askedForProof(answer);
  if (permission !== null) guarded.add(permission);
  return permission !== null;
}

/** Who moves money or gives roles changes one of these tables. */
const NEEDS_PROOF: readonly string[] = ['journal_entries', 'orders', 'role_grants'];

const CHANGED = 'subscription Changed($topics: [String!]!) { changed(topics: $topics) { topic } }';

/** The kinds of entries that a mutation leaves, by the table of its module or by the common one. */
const kindsOf = (mutation: string): readonly string[] =>
  TRACES[mutation] ?? tables.map(({ traces }) => traces?.[mutation]).find(Array.isArray) ?? [];

/** Where two tables of roles differ, for people. */
const differences = (actual: Record<string, string>, expected: Record<string, string>): string =>
  ROLES.filter((role) => actual[role] !== expected[role])
    .map((role) => `${role}: ${actual[role]} instead of ${expected[role]}`)
    .join('; ');

describe('queries and private fields', () => {
  let world: World;
  beforeAll(async () => {
    const projects = {
      DRAFT: await projectAt(app, town, 'DRAFT'),
      SUBMITTED: await projectAt(app, town, 'SUBMITTED'),
      CHANGES_REQUESTED: await projectAt(app, town, 'CHANGES_REQUESTED'),
      REJECTED: await projectAt(app, town, 'REJECTED'),
      PUBLIC_NOTICE: await projectAt(app, town, 'PUBLIC_NOTICE'),
      FUNDRAISING: await projectAt(app, town, 'CHANGES_REQUESTED'),
    };
    // Submitted a second time, so that there is something to compare.
    const { id } = projects.FUNDRAISING;
    await town.owner.client.must(MUTATIONS.updateProject, { id, input: { title: '第二稿' } });
    await town.owner.client.must(MUTATIONS.submitProject, { id });
    await town.reviewer.client.must(MUTATIONS.reviewProject, { input: { projectId: id, decision: 'APPROVE' } });
    await endNotice(app, id);
    await measure(app, town, projects.FUNDRAISING, { note: '还没有核实' });
    const promised = await promise(town.donor, id, { amount: 20_000 });
    await town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: {
        pledgeId: promised.id,
        amount: 12_321,
        bankReference: randomUUID(),
        acceptOtherAmount: true,
        referenceReason: '一笔汇款付两笔认捐',
      },
    });
    await town.owner.client.must(MUTATIONS.setInvoiceTitle, {
      input: { organizationId: town.organization.id, title: town.organization.name },
    });
    const { pledge: ofUnit } = await town.member.client.must(MUTATIONS.pledge, {
      input: pledgeInput(id, { anonymous: true, onBehalfOfId: town.organization.id }),
    });
    const onlinePledge = await promiseOnline(town.donor.client, id);
    const { pledge: gift } = await town.donor.client.must(MUTATIONS.pledge, {
      input: pledgeInput(id, { anonymous: true }),
    });
    await town.owner.client.must(MUTATIONS.inviteMember, {
      input: { organizationId: town.organization.id, email: 'friend@example.test', role: 'MEMBER' },
    });
    await town.admin.client.must(MUTATIONS.verifyOrganization, {
      id: town.organization.id,
      accepted: true,
      comment: '属实',
    });
    const { id: refund, project: refunded } = await preparedRefund(app, town);
    await town.admin.client.must(MUTATIONS.approveRefund, { id: refund });
    await preparedRefund(app, town);
    const ended = await promise(town.donor, id, { amount: 10_000 });
    await town.treasurer.client.must(MUTATIONS.endPledge, { id: ended.id, reason: '联系不上认捐人' });
    // The unit has had two accounts, so that there is an order to see.
    await verifiedPayee(town.owner, town.treasurer, town.organization.id);
    const { id: another } = await enterPayee(town.owner, town.organization.id);
    for (const by of [town.preparer, town.admin]) await decidePayee(by, another);
    const statement = await bankStatement(town.treasurer.client, [bankLine(100)]);
    world = {
      town,
      ended,
      projects,
      gift,
      ofUnit,
      statement,
      work: await cancelledWork(app, town.treasurer.id),
      transfer: await promise(town.donor, id),
      news: await projectWithNews(app, town),
      question: await hiddenQuestion(app, town),
      proposed: await proposedProgramme(town),
      programme: await programmeWithMoney(town),
      fund: await proposedFund(app, town, { organizationId: town.organization.id }, town.owner),
      onlinePledge,
      online: await start(town.donor.client, onlinePledge.id),
      stage: await reportedStage(app, town),
      prepared: await preparedRelease(app, town),
      asking: await askingUnit(town),
      preparedOrder: (await town.admin.client.must('{ ordersToSign { edges { node { id } } } }')).ordersToSign.edges[0]
        .node.id,
      refunded,
      refund,
      token: invitationTokenFor(app, 'friend@example.test'),
    };
  });

  it.each(seeing)('%s', async (_name, { query, variables, sees, otherwise, own = [] }) => {
    const expected = Object.fromEntries(
      ROLES.map((role): [Role, Visibility] => [
        role,
        withAuditor(sees).includes(role)
          ? 'sees'
          : otherwise === 'FORBIDDEN' && role === 'signed out'
            ? 'UNAUTHENTICATED'
            : otherwise,
      ]),
    );
    const actual: Record<string, Visibility> = {};
    const shown: Partial<Record<Role, any>> = {};
    for (const role of ROLES) {
      const { data, errors } = await clientOf(role).execute(query, variables(world));
      shown[role] = data;
      actual[role] = errors.length > 0 ? (errors[0]!.extensions?.code as Code) : data.it === null ? 'nothing' : 'sees';
    }
    expect(
      differences(actual, expected),
      'correct the check in the service, or the table if the rule has changed',
    ).toBe('');
    // Counts of what a person can do differ between people; lists do not.
    const [worker] = sees.filter((role) => STAFF.includes(role));
    if (worker !== undefined && sees.length < ROLES.length && shown[worker]?.it?.edges !== undefined)
      expect(shown.auditor, `an auditor sees what a ${worker} sees`).toEqual(shown[worker]);
    if (!isByRole(sees)) return;
    for (const role of withAuditor(sees).filter((one) => !own.includes(one))) {
      const client = clientOf(role);
      const old = await sendProved(app, client, 'old', query, variables(world));
      const fresh = await sendProved(app, client, 'new', query, variables(world));
      expect(fresh.errors, `a ${role} who has just proved who they are sees it`).toEqual([]);
      if (!isAskedForProof(old)) expect(old, 'an old proof changes nothing else').toEqual(fresh);
      const without = await sendWithSettings(app, { secondFactorDemanded: true }, client, query, variables(world));
      expect(
        without.errors[0]?.extensions?.code ?? (without.data.it === null ? 'nothing' : 'sees'),
        `a ${role} without a second factor sees what somebody without a role sees`,
      ).toBe(expected[roleless(role)]);
    }
  });

  it.each(queues)('the queue %s', async (name, { sees, works }) => {
    const seen: Role[] = [];
    const worked: Role[] = [];
    for (const role of ROLES) {
      const listed = (await clientOf(role).must('{ queues { name } }')).queues.map((one: { name: string }) => one.name);
      const { errors } = await clientOf(role).execute('query Q($name: ID!) { queue(name: $name) { count } }', { name });
      expect(listed.includes(name), `${role} is listed exactly the queues that the role sees`).toBe(
        errors.length === 0,
      );
      if (errors.length === 0) seen.push(role);
      const claim = await clientOf(role).execute(mutationNamed('claimItem'), { queue: name, id: randomUUID() });
      if (claim.errors.length === 0) worked.push(role);
      else expect(claim.errors[0]!.extensions?.code).toBe(role === 'signed out' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
    }
    expect(seen, 'these see it').toEqual(ROLES.filter((role) => withAuditor(sees).includes(role)));
    expect(worked, 'these work on it').toEqual(ROLES.filter((role) => works.includes(role)));
  });

  it.each(topics)('changes of %s', async (name, row) => {
    const { sees, otherwise, topic } =
      'id' in row
        ? { sees: row.sees, otherwise: row.otherwise, topic: `${name}:${row.id(world)}` }
        : { sees: row, otherwise: 'FORBIDDEN', topic: name };
    const actual: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const role of ROLES) {
      const feed = clientOf(role).subscribe(CHANGED, { topics: [topic] });
      actual[role] = await feed.next().then(
        ({ changed }) => (changed.topic === topic ? 'sees' : `hears of ${changed.topic}`),
        (error: Error) => /: (\w+) \(topics\.0\)/.exec(error.message)?.[1] ?? error.message,
      );
      feed.stop();
      const isSeen = 'id' in row ? sees.includes(role) : withAuditor(sees).includes(role);
      expected[role] = isSeen ? 'sees' : role === 'signed out' && !('id' in row) ? 'UNAUTHENTICATED' : otherwise;
    }
    expect(differences(actual, expected), 'mend the topic, or the table if the rule has changed').toBe('');
  });

  it.each(secret)('%s', async (name, { query, variables, seen, by, notBy = [] }) => {
    const actual: Role[] = [];
    const isPersonal = LOOKED_AT.includes(name);
    // The same look of one session within ten minutes leaves one entry.
    if (isPersonal) app.clock.advance(11 * 60_000);
    for (const role of ROLES) {
      const looks = isPersonal ? await entriesOf(['PERSONAL_DATA_SEEN']) : 0;
      if (seen(await clientOf(role).must(query, variables(world)))) actual.push(role);
      if (isPersonal)
        expect(await entriesOf(['PERSONAL_DATA_SEEN']), `entries of the trace after a look by ${role}`).toBe(
          looks + (actual.includes(role) && LEAVES_LOOKS.includes(role) ? 1 : 0),
        );
    }
    expect(actual, 'these roles see it; correct the field’s resolver, or the table if the rule has changed').toEqual(
      ROLES.filter((role) => withAuditor(by).includes(role) && !notBy.includes(role)),
    );
  });

  it("show a viewer only the viewer's own account", async () => {
    for (const role of SIGNED_IN) {
      const { viewer } = await clientOf(role).must(
        '{ viewer { id name email pledges { totalCount } sessions { current } } }',
      );
      const person = personOf(town, role)!;
      expect(viewer).toMatchObject({ id: person.id, name: person.name, email: person.email });
      expect(viewer.sessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1);
      // The donor and the member gave; what others have is not theirs.
      if (role !== 'donor' && role !== 'member') expect(viewer.pledges.totalCount).toBe(0);
    }
  });
});

describe('mutations', () => {
  describe.each(doing.map((rule) => [`${rule.mutation}${rule.as === undefined ? '' : ` ${rule.as}`}`, rule] as const))(
    '%s',
    (
      _name,
      { mutation, target, allowed, refused = {}, otherwise = 'FORBIDDEN', own = [], ownBrowser = false, undo },
    ) => {
      const expectedOf = (role: Role): string => {
        if (allowed.includes(role)) return 'OK';
        return refused[role] ?? (role === 'signed out' ? 'UNAUTHENTICATED' : otherwise);
      };

      it('are allowed for their roles, and change nothing for the others', async () => {
        const outcome: Record<string, string> = {};
        const expected: Record<string, string> = {};
        const send = async (role: Role, variables: Variables, answer?: Answer<unknown>) => {
          const person = personOf(town, role);
          const client = ownBrowser && person !== null ? await app.as(person) : clientOf(role);
          const { errors } = answer ?? (await client.execute(mutationNamed(mutation), variables));
          outcome[role] = errors.length === 0 ? 'OK' : String(errors[0]!.extensions?.code);
          expected[role] = expectedOf(role);
        };
        const mayNot = ROLES.filter((role) => !allowed.includes(role));
        if (mayNot.length > 0) {
          // All of them try the same target, because a refused request does not change it. Where the target depends on
          // the person, each one gets another.
          const shared = target.length < 2 ? await target(town, mayNot[0]!) : null;
          const attempts = await Promise.all(
            mayNot.map(async (role) => ({ role, variables: shared ?? (await target(town, role)) })),
          );
          const before = await settledSnapshotOf(app);
          for (const { role, variables } of attempts) await send(role, variables);
          expect(
            await snapshotOf(app),
            `${mutation} recorded something for roles that may not send it: ${JSON.stringify(outcome)}`,
          ).toEqual(before);
        }
        /**
         * Without a second factor, where one is demanded, a holder of a role may do what somebody without a role may.
         * With an old proof nothing happens to money and roles, and the same request is accepted after a new one.
         */
        const trySafeguards = async (role: Role, variables: Variables) => {
          const operation = mutationNamed(mutation);
          const client = clientOf(role);
          const before = await settledSnapshotOf(app);
          const without = await sendWithSettings(app, { secondFactorDemanded: true }, client, operation, variables);
          expect(without.errors[0]?.extensions?.code, `${mutation} by a ${role} without a second factor`).toBe(
            expectedOf(roleless(role)),
          );
          const middle = await snapshotOf(app);
          expect(middle, `${mutation} by a ${role} without a second factor did something`).toEqual(before);
          const old = await sendProved(app, client, 'old', operation, variables);
          const after = await snapshotOf(app);
          const touched = Object.keys(before).filter((table) => after[table] !== before[table]);
          if (isAskedForProof(old)) {
            expect(touched, `${mutation} by a ${role} did something before the proof`).toEqual([]);
            return sendProved(app, client, 'new', operation, variables);
          }
          expect(
            touched.filter((table) => NEEDS_PROOF.includes(table)),
            `${mutation} by a ${role} needs a proof: declare it at its permission`,
          ).toEqual([]);
          return old;
        };
        for (const role of allowed) {
          const variables = await target(town, role);
          const kinds = role === 'signed out' && mutation === 'signOut' ? [] : kindsOf(mutation);
          const entries = kinds.length > 0 ? await entriesOf(kinds) : 0;
          await send(
            role,
            variables,
            isByRole(allowed) && !own.includes(role) ? await trySafeguards(role, variables) : undefined,
          );
          if (kinds.length > 0 && outcome[role] === 'OK')
            expect(await entriesOf(kinds), `${mutation} by ${role} left nothing in the trace`).toBeGreaterThan(entries);
          if (outcome[role] === 'OK' && undo !== undefined) await undo(town);
        }
        expect(
          differences(outcome, expected),
          'deny by default: correct the check in the service, or the table if the rule has changed',
        ).toBe('');
      });
    },
  );
});

it.runIf(triesAllModules)('every permission that needs a proof refused somebody with an old one', () => {
  expect([...guarded].sort()).toEqual(PERMISSIONS_WITH_PROOF);
});
