import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { pledgeInput, projectInput } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { settledSnapshotOf, snapshotOf } from '../support/snapshot.ts';
import { createTown, measure, projectAt, promise, type Town } from '../support/town.ts';

/** What looks dangerous and is only text: it comes back as it was sent, and pages show it as text. */
const ODD = [
  '🧧👨‍👩‍👧‍👦🏳️‍🌈 红包',
  '𠮷野家与𪚥',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<b>粗</b>&amp;&lt;',
  "'; DROP TABLE users; --",
  '" OR "1"="1',
  "O'Brien \\' \\\\",
  '100% _100_ !',
  '${7*7} {{7*7}} #{7}',
  '%00 %0a ../../x',
  'ﬀ㍿①Ａ',
  '‘引号’“引号”',
  'العربية',
  'null',
  'NaN',
  '0',
  '-1',
  '[object Object]',
  'C:\\temp\\new',
  '`ls`',
  '$t(notFound)',
  '\u00a0中\u00a0文'.trim(),
  'zero\u200bwidth',
  'José',
];

describe('unusual input', () => {
  const app = useTestApp({ jobs: 'BY_TICK' });
  let town: Town;
  let open: Awaited<ReturnType<typeof projectAt>>;
  beforeAll(async () => {
    town = await createTown(app);
    open = await projectAt(app, town, 'FUNDRAISING');
  });

  it.each(ODD)('is returned as it was sent, in every text: %s', async (text) => {
    const { owner, rival, hidden, reviewer, donor, organization, admin } = town;
    expect((await donor.client.must(MUTATIONS.updateProfile, { name: text })).updateProfile.name).toBe(text);
    expect(
      (
        await rival.client.must(MUTATIONS.updateOrganization, {
          id: hidden.id,
          input: { name: `${text}会`, about: `${text}\n\t${text}` },
        })
      ).updateOrganization,
    ).toMatchObject({ name: `${text}会`, about: `${text}\n\t${text}` });
    expect(
      (await admin.client.must(MUTATIONS.verifyOrganization, { id: hidden.id, accepted: false, comment: text }))
        .verifyOrganization.verificationComment,
    ).toBe(text);

    const short = [...text].slice(0, 10).join('').trim();
    const content = {
      title: `${text}馆`,
      summary: text,
      story: `# ${text}\n\n${text}`,
      category: `类${short}`,
      region: `区${short}`,
    };
    const { createProject: project } = await owner.client.must(MUTATIONS.createProject, {
      input: projectInput(app, organization.id, {
        ...content,
        milestones: [
          { title: `${text}段`, amount: 100, dueOn: new Date(app.clock.now().getTime() + 9e9).toISOString() },
        ],
        indicators: [{ name: text, unit: short, kind: 'CUSTOM', target: 0.5 }],
      }),
    });
    expect(project, 'store texts unchanged: the reader decides how they are displayed').toMatchObject({
      ...content,
      milestones: [{ title: `${text}段`, amount: 100 }],
      indicators: [{ name: text, unit: short, target: 0.5 }],
    });
    await owner.client.must(MUTATIONS.submitProject, { id: project.id });
    const { reviewProject } = await reviewer.client.must(MUTATIONS.reviewProject, {
      input: { projectId: project.id, decision: 'REQUEST_CHANGES', comment: text },
    });
    expect(reviewProject.history.at(-1).reason).toBe(text);
    const { createProject: noticed } = await owner.client.must(MUTATIONS.createProject, {
      input: projectInput(app, organization.id),
    });
    await owner.client.must(MUTATIONS.submitProject, { id: noticed.id });
    await reviewer.client.must(MUTATIONS.reviewProject, {
      input: { projectId: noticed.id, decision: 'APPROVE', comment: text },
    });
    const { raiseObjection } = await donor.client.must(MUTATIONS.raiseObjection, { projectId: noticed.id, text });
    expect(raiseObjection).toMatchObject({ text, raisedBy: `${[...text][0]}**` });
    expect(
      (
        await reviewer.client.must(MUTATIONS.answerObjection, {
          input: { objectionId: raiseObjection.id, answer: text, outcome: 'DISMISSED' },
        })
      ).answerObjection.answer,
    ).toBe(text);

    const gift = await app
      .anonymous()
      .must(MUTATIONS.pledge, { input: pledgeInput(open.id, { guest: { name: text }, message: text }) });
    expect(gift.pledge).toMatchObject({ displayName: text, message: text, receipt: { donorName: text } });
    const measured = await measure(app, town, open, { note: text });
    expect(measured).toMatchObject({ note: text });
    expect(
      (await reviewer.client.must(MUTATIONS.verifyMeasurement, { id: measured.id, accepted: false, comment: text }))
        .verifyMeasurement.comment,
    ).toBe(text);

    const stored = await app
      .anonymous()
      .must(
        'query Pledges($id: ID!) { project(id: $id) { pledges(first: 1) { edges { node { displayName message } } } } }',
        { id: open.id },
      );
    expect(stored.project.pledges.edges[0].node, 'the database returns what was stored').toEqual({
      displayName: text,
      message: text,
    });
  });

  it('is measured in characters as people count them, up to the stated limit', async () => {
    const wide = '𠮷';
    const { createProject } = await town.owner.client.must(MUTATIONS.createProject, {
      input: projectInput(app, town.organization.id, {
        title: wide.repeat(60),
        summary: wide.repeat(200),
        story: wide.repeat(20_000),
        category: wide.repeat(20),
        region: wide.repeat(20),
        milestones: Array.from({ length: 20 }, () => ({
          title: wide.repeat(60),
          amount: 1_000_000_000_000,
          dueOn: new Date(app.clock.now().getTime() + 9e9).toISOString(),
        })),
        indicators: Array.from({ length: 20 }, () => ({
          name: wide.repeat(40),
          unit: wide.repeat(10),
          kind: 'CUSTOM',
          target: 1_000_000_000,
        })),
      }),
    });
    expect(createProject.title).toBe(wide.repeat(60));
    await town.owner.client.must(MUTATIONS.submitProject, { id: createProject.id });
    await town.reviewer.client.must(MUTATIONS.reviewProject, {
      input: { projectId: createProject.id, decision: 'APPROVE', comment: wide.repeat(1_000) },
    });
    const { raiseObjection } = await town.donor.client.must(MUTATIONS.raiseObjection, {
      projectId: createProject.id,
      text: wide.repeat(1_000),
    });
    await town.reviewer.client.must(MUTATIONS.answerObjection, {
      input: { objectionId: raiseObjection.id, answer: wide.repeat(1_000), outcome: 'DISMISSED' },
    });
    await town.owner.client.must(MUTATIONS.cancelProject, { id: createProject.id, reason: wide.repeat(1_000) });
    await town.donor.client.must(MUTATIONS.updateProfile, { name: wide.repeat(50) });
    await town.rival.client.must(MUTATIONS.updateOrganization, {
      id: town.hidden.id,
      input: { name: wide.repeat(80), about: wide.repeat(2_000) },
    });
    await town.admin.client.must(MUTATIONS.verifyOrganization, {
      id: town.hidden.id,
      accepted: false,
      comment: wide.repeat(500),
    });
    const transfer = await promise(town.donor, open.id, {
      message: wide.repeat(200),
      idempotencyKey: wide.repeat(100),
      amount: 1_000_000_000,
    });
    await town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: transfer.id, amount: 1_000_000_000, bankReference: wide.repeat(64) },
    });
    await app.anonymous().must(MUTATIONS.pledge, {
      input: pledgeInput(open.id, { amount: 100, guest: { name: wide.repeat(50), phone: `+${'1 '.repeat(19)}1` } }),
    });
    const measured = await measure(app, town, open, { note: wide.repeat(500), value: 1_000_000_000 });
    await town.reviewer.client.must(MUTATIONS.verifyMeasurement, {
      id: measured.id,
      accepted: true,
      comment: wide.repeat(500),
    });
    // A password of one repeated character is refused as guessable.
    const password = '山高水远月明风清三棵树在河边等一场雨'.padEnd(200, '密');
    const email = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.test`;
    const { signUp } = await app
      .anonymous()
      .must('mutation SignUp($input: SignUpInput!) { signUp(input: $input) { email } }', {
        input: { email, name: wide.repeat(50), password },
      });
    expect(signUp.email).toBe(email);
    await app.as({ email, password });
  });

  it('with null means the same as a field that is left out', async () => {
    const input = projectInput(app, town.organization.id, { acceptsOverGoal: null, coverId: null });
    const { createProject } = await town.owner.client.must(
      'mutation Create($input: CreateProjectInput!) { createProject(input: $input) { id acceptsOverGoal } }',
      { input },
    );
    expect(createProject.acceptsOverGoal, 'null is the same as left out, which has a default').toBe(true);
    const nothing = {
      title: null,
      summary: null,
      story: null,
      category: null,
      region: null,
      fundingEndsAt: null,
      milestones: null,
      indicators: null,
      acceptsOverGoal: null,
    };
    const { updateProject } = await town.owner.client.must(MUTATIONS.updateProject, {
      id: createProject.id,
      input: nothing,
    });
    expect(updateProject).toMatchObject({ title: input.title, summary: input.summary });
    await town.donor.client.must(MUTATIONS.pledge, {
      input: pledgeInput(open.id, { onBehalfOfId: null, anonymous: null, message: null, guest: null }),
    });
    await app
      .anonymous()
      .must(MUTATIONS.pledge, { input: pledgeInput(open.id, { guest: { name: '访客', phone: null } }) });
    await town.stranger.client.must(MUTATIONS.createOrganization, {
      input: { name: '小单位', kind: 'COMMUNITY', parentId: null, creditCode: null, about: null },
    });
    for (const filter of [
      null,
      {},
      { status: null, organizationId: null, category: null, region: null, search: null },
    ]) {
      await app
        .anonymous()
        .must(
          'query P($filter: ProjectFilter) { projects(filter: $filter, sort: null, first: null, after: null) { totalCount } }',
          { filter },
        );
    }
    await app
      .anonymous()
      .must('{ impactSummary(filter: null) { projects } organizations(filter: { search: null }) { totalCount } }');
  });

  it('with numbers that JSON cannot represent is refused', async () => {
    const before = await settledSnapshotOf(app);
    const good = JSON.stringify({
      query: MUTATIONS.pledge,
      variables: { input: pledgeInput(open.id, { amount: 4_711 }) },
    });
    for (const written of [
      '1e999',
      '-1e999',
      '1e3000',
      '0.1e1',
      '9007199254740993',
      '4711.000000000000001',
      'NaN',
      'Infinity',
      '0x10',
      '٣٤٥',
      '"4711"',
      '"1e3"',
      '" 100 "',
      '[4711]',
    ]) {
      const response = await town.donor.client.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: good.replace('4711', written),
      });
      const { data, errors } = (await response.json()) as {
        data?: unknown;
        errors?: { extensions: { code: string } }[];
      };
      // JSON itself rounds this one to a whole number, before anybody can look.
      if (written === '4711.000000000000001' && errors === undefined) continue;
      // Whether a number in text is one is for the scalar to say; what it then means is checked all the same.
      expect(errors?.[0]?.extensions.code, `${written} as an amount got ${JSON.stringify(data)}`).toBe(
        'BAD_USER_INPUT',
      );
    }
    const after = await snapshotOf(app);
    if (after.pledges === before.pledges) expect(after).toEqual(before);
  });
});

describe('search', () => {
  const app = useTestApp();
  let town: Town;
  const titles = [
    '百分之100%',
    '百分之100x',
    '下划_线',
    '下划x线',
    '单引号\'双引号"',
    '反斜杠\\尾',
    '感叹!号',
    '𠮷野家',
    '🧧红包',
    'Café ABC',
    '红色足迹',
  ];
  beforeAll(async () => {
    town = await createTown(app);
    for (const title of titles) await projectAt(app, town, 'PUBLIC_NOTICE', { title, summary: '无' });
  });

  const found = async (search: string): Promise<string[]> =>
    (
      await app
        .anonymous()
        .must(
          'query Find($search: String!) { projects(filter: { search: $search }, first: 100) { totalCount edges { node { title } } } }',
          { search },
        )
    ).projects.edges
      .map(({ node }: { node: { title: string } }) => node.title)
      .sort();

  it.each([
    ['%', ['百分之100%']],
    ['100%', ['百分之100%']],
    ['100', ['百分之100%', '百分之100x']],
    ['_', ['下划_线']],
    ['下划_', ['下划_线']],
    ["'", ['单引号\'双引号"']],
    ['"', ['单引号\'双引号"']],
    ['\\', ['反斜杠\\尾']],
    ['\\尾', ['反斜杠\\尾']],
    ['!', ['感叹!号']],
    ['𠮷', ['𠮷野家']],
    ['𠮷野', ['𠮷野家']],
    ['🧧', ['🧧红包']],
    ['👨', []],
    ['café', ['Café ABC']],
    ['CAFÉ abc', ['Café ABC']],
    ['cafe', []],
    ['hszj', ['红色足迹']],
    ['HONGSE', ['红色足迹']],
    ['色足', ['红色足迹']],
    ["' OR 1=1 --", []],
    ["%' OR '1'='1", []],
    ['!%', []],
    ['%%', []],
  ])('finds %s literally', async (search, expected) => {
    expect(await found(search), 'escape % and _ for LIKE, with the same escape character on both databases').toEqual(
      [...expected].sort(),
    );
  });

  it('for blanks finds everything', async () => {
    expect(await found('  ')).toEqual([...titles].sort());
  });

  const SEARCHES: [string, (town: Town) => Town['admin'] | null, string][] = [
    ['projects', () => null, 'query Find($search: String!) { projects(filter: { search: $search }) { totalCount } }'],
    [
      'organizations',
      () => null,
      'query Find($search: String!) { organizations(filter: { search: $search }) { totalCount } }',
    ],
    ['accounts', ({ admin }) => admin, 'query Find($search: String!) { accounts(search: $search) { totalCount } }'],
    [
      'paymentQueue',
      ({ treasurer }) => treasurer,
      'query Find($search: String!) { paymentQueue(search: $search) { totalCount } }',
    ],
  ];

  it.each(SEARCHES)(
    '%s: a text that nobody can have written is refused, however long it is',
    async (_name, who, query) => {
      const client = who(town)?.client ?? app.anonymous();
      for (const search of [
        'x'.repeat(101),
        '%'.repeat(101),
        '红'.repeat(50_000),
        '_'.repeat(60_000),
        '\u0000',
        'a\u0000b',
        '红\u001b[31m',
        '红\u202e',
        '\ud842',
      ]) {
        expect(
          await client.refused(query, { search }),
          `${JSON.stringify(search.slice(0, 20))} of ${search.length} characters`,
        ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'search' });
      }
      for (const search of ['x'.repeat(100), '%', '𠮷'.repeat(100), "'"]) await client.must(query, { search });
    },
  );

  it('of accounts and transfers is literal too, and ignores case on both databases', async () => {
    const donor = await app.signUp({ name: 'Tom_Sawyer 100%' });
    const open = await projectAt(app, town, 'FUNDRAISING', { title: '无关' });
    const { remarkCode } = await promise(donor, open.id, { amount: 123_456 });
    const accounts = async (search: string) =>
      (
        await town.admin.client.must(
          'query A($search: String!) { accounts(search: $search) { edges { node { id } } } }',
          { search },
        )
      ).accounts.edges.map(({ node }: { node: { id: string } }) => node.id);
    const transfers = async (search: string) =>
      (
        await town.treasurer.client.must('query Q($search: String!) { paymentQueue(search: $search) { totalCount } }', {
          search,
        })
      ).paymentQueue.totalCount;
    for (const search of ['Tom_Sawyer', 'tom_s', 'SAWYER', '100%', donor.email.toUpperCase()])
      expect(await accounts(search), search).toEqual([donor.id]);
    for (const search of ['Tom_Sawyer', 'tom_s', 'SAWYER', '100%', remarkCode, remarkCode.toLowerCase(), '1234.56'])
      expect(await transfers(search), search).toBe(1);
    for (const search of ['TomxSawyer', '100!', "' OR 1=1 --", 'example_test']) {
      expect(await accounts(search), search).toEqual([]);
      expect(await transfers(search), search).toBe(0);
    }
  });
});

describe('a read', () => {
  const app = useTestApp();
  let town: Town;
  let open: Awaited<ReturnType<typeof projectAt>>;
  beforeAll(async () => {
    town = await createTown(app);
    open = await projectAt(app, town, 'FUNDRAISING');
    await projectAt(app, town, 'FUNDRAISING');
    await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(open.id) });
  });

  const NO_IDS = ['', ' ', 'x', '😀', "' OR 1=1 --", '\u0000', '\ud842', '%', 'ÄÖ', randomUUID(), 'x'.repeat(10_000)];

  it('with an unknown id finds nothing', async () => {
    for (const id of NO_IDS) {
      const everything = await app.anonymous().must(
        `query Nothing($id: ID!, $text: String!) {
          project(id: $id) { id } bySlug: project(slug: $text) { id } organization(id: $id) { id } pledge(id: $id) { id } receipt(number: $text) { number } invitation(token: $text) { id }
          projects(filter: { organizationId: $id }) { totalCount } organizations(filter: { parentId: $id }) { totalCount } impactSummary(filter: { organizationId: $id }) { projects raised } impactBreakdown(by: YEAR, filter: { organizationId: $id }) { key }
        }`,
        { id, text: id },
      );
      expect(everything, `with ${JSON.stringify(id.slice(0, 30))}`).toEqual({
        project: null,
        bySlug: null,
        organization: null,
        pledge: null,
        receipt: null,
        invitation: null,
        projects: { totalCount: 0 },
        organizations: { totalCount: 0 },
        impactSummary: { projects: 0, raised: 0 },
        impactBreakdown: [],
      });
    }
  });

  it('in places that do not exist finds nothing', async () => {
    for (const place of ['', 'x', '😀', "' OR 1=1 --", '%', '_', '\ud842', 'x'.repeat(10_000)]) {
      const answer = await app
        .anonymous()
        .must(
          'query Nowhere($place: String!) { a: projects(filter: { region: $place }) { totalCount } b: projects(filter: { category: $place }) { totalCount } impactSummary(filter: { region: $place, category: $place }) { projects } }',
          { place },
        );
      expect(answer, JSON.stringify(place.slice(0, 30))).toEqual({
        a: { totalCount: 0 },
        b: { totalCount: 0 },
        impactSummary: { projects: 0 },
      });
    }
  });

  it('with far days is accepted', async () => {
    const { whole, far, none, backwards } = await app.anonymous().must(`{
      whole: impactSummary { projects raised }
      far: impactSummary(filter: { from: "1970-01-01T00:00:00Z", to: "9999-12-31T23:59:59Z" }) { projects raised }
      none: impactSummary(filter: { to: "1970-01-01T00:00:00Z" }) { projects raised }
      backwards: impactSummary(filter: { from: "9999-12-31T23:59:59Z", to: "1970-01-01T00:00:00Z" }) { projects raised }
    }`);
    expect(whole).toEqual({ projects: 2, raised: 10_000 });
    expect(far, 'a day after the year 9999 in Shanghai has no four-digit year: compare such days with care').toEqual(
      whole,
    );
    expect(none).toEqual({ projects: 0, raised: 0 });
    expect(backwards).toEqual(none);
  });

  it('of a project needs exactly one of id and slug', async () => {
    for (const variables of [{}, { id: null, slug: null }, { id: open.id, slug: open.slug }]) {
      expect(
        await app
          .anonymous()
          .refused('query One($id: ID, $slug: String) { project(id: $id, slug: $slug) { id } }', variables),
      ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'id' });
    }
  });

  const LISTS = [
    'projects',
    'projects(sort: ENDING_SOON, AFTER)',
    'projects(sort: MOST_FUNDED, AFTER)',
    'organizations',
    'newestPledges',
  ].map((list) =>
    list.includes('AFTER')
      ? list.replace('AFTER', 'first: $first, after: $after')
      : `${list}(first: $first, after: $after)`,
  );

  it.each(LISTS)('%s: pages end correctly, and no foreign cursor breaks them', async (list) => {
    const query = `query Page($first: Int, $after: String) { list: ${list} { totalCount pageInfo { endCursor hasNextPage } edges { cursor } } }`;
    const visitor = app.anonymous();
    for (const first of [0, -1, -(2 ** 31), 2 ** 31, 1.5, 'x', '5', true])
      expect(await visitor.refused(query, { first }), `first: ${JSON.stringify(first)}`).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'first',
      });
    for (const first of [101, 1_000_000])
      expect(await visitor.refused(query, { first }), `first: ${first}`).toMatchObject({
        code: 'LIMIT_EXCEEDED',
        field: 'first',
      });
    const whole = (await visitor.must(query, { first: 100 })).list;
    const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
    const parts = JSON.parse(Buffer.from(whole.edges[0].cursor, 'base64url').toString('utf8')) as unknown[];
    const forged = [
      [],
      ['x'],
      {},
      null,
      7,
      'x',
      [{}],
      [[]],
      [null],
      [true],
      parts.map(() => ({})),
      [...parts, 'x'],
      parts.map(() => null),
    ]
      .map(cursorOf)
      .filter((cursor) => cursor !== whole.edges[0].cursor);
    for (const after of ['', ' ', 'x', '%', '😀', 'e30=', '\u0000', '\ud842', 'x'.repeat(10_000), ...forged]) {
      const { errors } = await visitor.execute(query, { after });
      // A text may be a key by its form, and then is one of a row that is not there.
      for (const error of errors)
        expect(error.extensions, `after: ${JSON.stringify(after.slice(0, 60))}`).toMatchObject({
          code: 'BAD_USER_INPUT',
          field: 'after',
        });
    }
    for (const key of ['', 'x', '😀', "' OR 1=1 --", '\u0000', '\ud842', 0, -1, 1e300, 'ÄÖ', '9'.repeat(5_000)]) {
      const after = cursorOf(parts.map(() => key));
      const { data, errors } = await visitor.execute(query, { after });
      for (const error of errors)
        expect(error.extensions, `a cursor of ${JSON.stringify(key).slice(0, 40)}`).toMatchObject({
          code: 'BAD_USER_INPUT',
          field: 'after',
        });
      if (data !== null) expect(data.list.totalCount).toBe(whole.totalCount);
    }
  });
});
