import { beforeAll, describe, expect, it } from 'vitest';
import type { TestApp, TestUser } from '../support/app.ts';
import { addApp, challengeOf, shownCode, startApp } from '../support/authenticator.ts';
import { badInputTables, type BadInputRow, type Bank, type Variables, type World } from '../support/bad-input.ts';
import type { Bad } from '../support/bad-values.ts';
import { pledgeInput } from '../support/city.ts';
import { useAppWithProviders } from '../support/payments.ts';
import type { Client } from '../support/client.ts';
import { mailedToken, resetTokenFor, stopTokenOf } from '../support/letters.ts';
import { mutationNamed, MUTATIONS } from '../support/operations.ts';
import { addPasskey, Device, startPasskey } from '../support/passkey.ts';
import { keepingToken, unitToHandOver } from '../support/recovery.ts';
import { settledSnapshotOf, snapshotOf, type Snapshot } from '../support/snapshot.ts';
import {
  bankLine,
  bankLines,
  bankStatement,
  bookedCharge,
  openedAccount,
  suspendedLine,
  teachWords,
  uploadedStatement,
} from '../support/statements.ts';
import {
  confirmedTransfer,
  endedProject,
  createTown,
  fundedProject,
  invitationTokenFor,
  measure,
  owingProject,
  preparedRefund,
  preparedRelease,
  projectAt,
  promise,
  publishedReport,
  reportedStage,
  type Town,
} from '../support/town.ts';
import { cancelledWork } from '../support/works.ts';

// What is tried here stands in tables, one file a module: `tests/stories/bad-input`.

const rows = [...(await badInputTables()).values()].flat();

async function openBank(app: TestApp, { treasurer: { client, id }, donor }: Town, projectId: string): Promise<Bank> {
  const confirmed = await promise(donor, projectId, { amount: 12_345 });
  await client.must(MUTATIONS.confirmPayment, {
    input: { pledgeId: confirmed.id, amount: 12_345, bankReference: '手工确认' },
  });
  const { unlinkedEntries } = await client.must('{ unlinkedEntries(amount: 12345) { edges { node { id } } } }');
  const returning = await suspendedLine(client, 2_000_000);
  await client.must(MUTATIONS.returnSuspense, { input: { lineId: returning.id, reason: '汇错了' } });
  await openedAccount(client, 5_000_000);
  return {
    uploaded: await uploadedStatement(client),
    pointed: await uploadedStatement(client),
    unwanted: await uploadedStatement(client),
    imported: [
      await bankStatement(client, [bankLine(100)]),
      await bankStatement(client, [bankLine(100)]),
      await bankStatement(client, [bankLine(100)]),
    ],
    lines: await bankLines(client, [bankLine(100), bankLine(10_000), bankLine(12_345)]),
    pledge: await promise(donor, projectId),
    entry: unlinkedEntries.edges[0].node,
    interest: (await bankLines(client, [bankLine(888, { text: '季度结息' })]))[0]!,
    prepared: await bookedCharge(client, 2_000_000),
    charge: await bookedCharge(client, 500),
    words: await teachWords(client, '回单费'),
    suspended: await suspendedLine(client, 100),
    returning,
    work: await cancelledWork(app, id),
  };
}

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

const LEAKS =
  /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s|SQLITE|ER_[A-Z]|Duplicate entry|Data too long|QueryFailed|node_modules|\.[tj]s:\d|\bat \w+ \(|\/(work|tmp|home|usr|src)\/|\{\{|undefined|\[object/;

const { app } = await useAppWithProviders({ jobs: 'BY_TICK' });

describe('bad input', () => {
  let world: World;

  beforeAll(async () => {
    const town = await createTown(app);
    const [draft, submitted, foreignDraft, notice, open] = [
      await projectAt(app, town, 'DRAFT'),
      await projectAt(app, town, 'SUBMITTED'),
      await projectAt(app, town, 'SUBMITTED'),
      await projectAt(app, town, 'PUBLIC_NOTICE'),
      await projectAt(app, town, 'FUNDRAISING'),
    ];
    const { raiseObjection: objection } = await town.donor.client.must(MUTATIONS.raiseObjection, {
      projectId: notice.id,
      text: '请公开预算',
    });
    const invite = async (address: string) =>
      (
        await town.owner.client.must(MUTATIONS.inviteMember, {
          input: { organizationId: town.organization.id, email: address, role: 'MEMBER' },
        })
      ).inviteMember;
    await invite(town.stranger.email);
    const unverified = await app.signUp({ verified: false });
    const [settingUp, factored, signingIn] = [await app.signUp(), await app.signUp(), await app.signUp()];
    await addApp(app, factored);
    const [addingPasskey, havingPasskey, removingPasskey] = [
      await app.signUp(),
      await app.signUp(),
      await app.signUp(),
    ];
    await addPasskey(app, removingPasskey);
    const { device } = await addPasskey(app, havingPasskey);
    const { secret: signingInBy } = await addApp(app, signingIn);
    const setUpBy = await startApp(settingUp);
    const { viewer: ofFactored } = await factored.client.must('{ viewer { authenticators { id } } }');
    const moving = await app.signUp();
    const newEmail = 'moving@example.test';
    await moving.client.must(MUTATIONS.askAddressChange, { newEmail, password: moving.password });
    world = {
      ...town,
      app,
      bank: await openBank(app, town, open.id),
      draft,
      submitted,
      foreignDraft,
      notice,
      open,
      objection,
      transfer: await promise(town.donor, open.id, { amount: 50_000 }),
      doubtful: await promise(town.donor, open.id, { amount: 50_000 }),
      arrived: await promise(town.donor, open.id, { amount: 50_000 }),
      measurement: await measure(app, town, open),
      invitation: { token: invitationTokenFor(app, town.stranger.email) },
      leaver: await app.signUp(),
      settingUp: { user: settingUp, code: () => shownCode(setUpBy, app.clock.now()) },
      factored: { user: factored, id: ofFactored.authenticators[0].id },
      removable: {
        user: removingPasskey,
        id: (await removingPasskey.client.must('{ viewer { passkeys { id } } }')).viewer.passkeys[0].id,
      },
      newPasskey: {
        user: addingPasskey,
        create: async () => new Device(app.server.env.publicUrl).create(await startPasskey(addingPasskey)),
      },
      withPasskey: {
        user: havingPasskey,
        sign: async () => {
          device.counter += 1;
          return device.sign((await app.anonymous().must('mutation { askForPasskey }')).askForPasskey);
        },
      },
      signingIn: {
        challenge: await challengeOf(app, signingIn),
        code: () => shownCode(signingInBy, app.clock.now()),
      },
      handing: await unitToHandOver(app),
      keepingToken: await keepingToken(app, town.admin),
      moving: {
        user: moving,
        newToken: await mailedToken(app, newEmail, '/new-address'),
        oldToken: await mailedToken(app, moving.email, '/old-address'),
      },
      resetToken: await resetTokenFor(app, unverified),
      unverified: { user: unverified, token: await mailedToken(app, unverified.email, '/verify-email') },
      other: await invite('other@example.test'),
      funded: await fundedProject(app, town),
      stoppable: await fundedProject(app, town),
      ended: await endedProject(app, town),
      confirmed: await confirmedTransfer(app, town),
      receipted: (await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(open.id) })).pledge.receipt,
      // The donor has been told of gifts by now.
      stopToken: await stopTokenOf(app, town.donor),
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

  /** The tables as the last test left them. The next one finds them so, unless something is made for its row. */
  let left: Snapshot | undefined;

  const made = new Map<BadInputRow, Promise<Variables>>();
  /** The good variables of a row: anew each time, unless something was made for them. */
  function goodOf(row: BadInputRow): Variables | Promise<Variables> {
    const known = made.get(row);
    if (known !== undefined) return known;
    const good = row.good(world);
    if (good instanceof Promise) made.set(row, good);
    return good;
  }

  async function faultsOf(row: BadInputRow, path: string, { what, value, code, below }: Bad): Promise<string[]> {
    const { mutation, who } = row;
    const variables = withValue(await goodOf(row), path, value);
    const [chinese, english] = inBoth(who(world));
    const answers = [await chinese.execute(mutationNamed(mutation), variables)];
    // The English message is asked for once for each kind of refusal, because further values get the same message.
    const said = `${mutation} ${path} ${String(answers[0]?.errors[0]?.extensions?.key)}`;
    if (!translated.has(said)) answers.push(await english.execute(mutationNamed(mutation), variables));
    translated.add(said);
    const faults: string[] = [];
    for (const { data, errors } of answers) {
      const [error] = errors;
      if (error === undefined) {
        faults.push(`was accepted: ${JSON.stringify(data).slice(0, 200)}`);
        continue;
      }
      if (errors.length !== 1 && below !== '*') faults.push(`was refused ${errors.length} times`);
      const { code: given, field } = (error.extensions ?? {}) as { code?: string; field?: string };
      if (given !== code) faults.push(`was refused with ${given} instead of ${code}: ${error.message.slice(0, 200)}`);
      const wanted = fieldAt(path);
      if (
        below === '*'
          ? !(field === wanted || field?.startsWith(`${wanted}.`) || (wanted === 'input' && field !== undefined))
          : field !== `${wanted}${below ?? ''}`
      )
        faults.push(`names the field ${field} instead of ${wanted}${below ?? ''}`);
      if (LEAKS.test(error.message)) faults.push(`says too much: ${error.message.slice(0, 200)}`);
      if (data !== null && data !== undefined) faults.push('answers data beside the error');
    }
    const [zh, en] = answers.map(({ errors }) => errors[0]?.message);
    if (en !== undefined && zh === en) faults.push(`says the same in both languages: ${zh.slice(0, 100)}`);
    if (zh !== undefined && !/\p{Script=Han}/u.test(zh))
      faults.push(`has no Chinese in its Chinese message: ${zh.slice(0, 100)}`);
    return [...new Set(faults)].map((fault) => `${what}: ${fault}`);
  }

  describe.each(rows.map((row) => [`${row.mutation}${row.as === undefined ? '' : ` ${row.as}`}`, row] as const))(
    '%s',
    (_name, row) => {
      it.each(Object.keys(row.inputs))(
        'with a wrong %s is refused by its name in both languages, and nothing is recorded',
        async (path) => {
          const isKnown = made.has(row);
          await goodOf(row);
          const isSame = left !== undefined && isKnown === made.has(row);
          const before = isSame ? left : await settledSnapshotOf(app);
          left = undefined;
          const faults: string[] = [];
          for (const bad of row.inputs[path]!) faults.push(...(await faultsOf(row, path, bad)));
          expect(
            faults.length,
            `refuse these values of ${path} in the service of ${row.mutation}, with badInput('${fieldAt(path)}', …) or notFound('${fieldAt(path)}'):\n${faults.join('\n')}`,
          ).toBe(0);
          const after = await snapshotOf(app);
          expect(after, `a refused ${row.mutation} must leave every table unchanged`).toEqual(before);
          left = after;
        },
      );
    },
  );

  // Last: what was refused above was refused for the one input that was wrong. The order follows the stages of the
  // projects.
  it.each(rows.map((row) => [`${row.mutation}${row.as === undefined ? '' : ` ${row.as}`}`, row] as const))(
    'is not confused with good input, which %s accepts',
    async (_name, row) => {
      const { mutation, who } = row;
      if (mutation === 'endSession') {
        const { viewer } = await world.stranger.client.must('{ viewer { sessions { id } } }');
        const other = await app.as(world.stranger);
        const { viewer: now } = await other.must('{ viewer { sessions { id current } } }');
        const known = viewer.sessions.map((session: { id: string }) => session.id);
        const added = now.sessions.find(
          (session: { id: string; current: boolean }) => session.current && !known.includes(session.id),
        );
        await world.stranger.client.must(MUTATIONS.endSession, { id: added.id });
        expect(await other.must('{ viewer { id } }'), 'an ended session signs nobody in').toEqual({ viewer: null });
        return;
      }
      if (row.expires) made.delete(row);
      await (who(world)?.client ?? app.anonymous()).must(mutationNamed(mutation), await goodOf(row));
    },
  );
});
