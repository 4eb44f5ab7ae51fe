import { createApp } from '@hongchuang/server/app.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { give } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { csv, icbcRows, importFile, bankLine as line } from '../support/statements.ts';
import { createTown, owingProject, projectAt, promise, type Town } from '../support/town.ts';

type Edges<T> = { edges: { node: T }[] };
const nodes = <T>({ edges }: Edges<T>): T[] => edges.map(({ node }) => node);

/** How one and the same title may be typed, and what is another. */
const TITLE = '“薪火相传”长者口述史（一期）';
const TITLE_TYPED = [
  '长者',
  '長者',
  '薪火相传长者',
  '薪火相傳長者',
  '“薪火相传”',
  '《薪火相传》',
  '「薪火相傳」',
  '薪火 长者',
  '長者 薪火',
  '长者、口述史',
  '长者，口述史',
  '长 者 口 述',
  '长者　口述史',
  '口述史一期',
  '口述史(一期)',
  '⻓者',
  'xhxc',
  'zhangzhe',
  'XHXC 长者',
  '长\u200b者',
];
const TITLE_NOT_TYPED = ['长者 儿童', '長官', '薪火二期', '口述 工作坊'];

describe('the search finds names in every spelling', () => {
  const app = useTestApp();
  let town: Town;
  let open: { id: string };
  beforeAll(async () => {
    town = await createTown(app);
    open = await projectAt(app, town, 'FUNDRAISING', { title: TITLE, summary: '无' });
    await projectAt(app, town, 'FUNDRAISING', { title: '少年工作坊', summary: '无' });
  });

  it('projects by their titles', async () => {
    const found = async (search: string): Promise<string[]> =>
      nodes<{ title: string }>(
        (
          await app
            .anonymous()
            .must(
              'query Find($search: String!) { projects(filter: { search: $search }, first: 100) { edges { node { title } } } }',
              { search },
            )
        ).projects,
      ).map(({ title }) => title);
    for (const search of TITLE_TYPED) expect(await found(search), search).toEqual([TITLE]);
    for (const search of TITLE_NOT_TYPED) expect(await found(search), search).toEqual([]);
  });

  it('projects by the present name of their unit, and never by an unverified one', async () => {
    const projects = async (search: string): Promise<number> =>
      (
        await app
          .anonymous()
          .must('query Find($search: String!) { projects(filter: { search: $search }) { totalCount } }', { search })
      ).projects.totalCount;
    const rename = (who: TestUser, name: string) =>
      who.client.must(
        'mutation U($id: ID!, $name: String!) { updateOrganization(id: $id, input: { name: $name }) { id } }',
        { id: town.organization.id, name },
      );
    expect(await projects('石岐社會工作')).toBe(2);
    await rename(town.owner, '鄧小姐社工站');
    expect(
      [await projects('石岐社會工作'), await projects('邓小姐')],
      'the new name waits for an administrator',
    ).toEqual([2, 0]);
    await town.admin.client.must(MUTATIONS.verifyOrganization, { id: town.organization.id, accepted: true });
    expect([await projects('石岐社會工作'), await projects('邓小姐'), await projects('邓小姐 长者')]).toEqual([
      0, 2, 1,
    ]);
    await rename(town.admin, town.organization.name);
    expect(await projects('石岐 长者')).toBe(1);
  });

  it('units and accounts', async () => {
    const { createOrganization: unit } = await town.stranger.client.must(MUTATIONS.createOrganization, {
      input: { name: '香港中華總商會（中山）', kind: 'ENTERPRISE' },
    });
    await town.admin.client.must(MUTATIONS.verifyOrganization, { id: unit.id, accepted: true });
    const units = async (search: string) =>
      nodes<{ id: string }>(
        (
          await app
            .anonymous()
            .must(
              'query Find($search: String!) { organizations(filter: { search: $search }, first: 100) { edges { node { id } } } }',
              { search },
            )
        ).organizations,
      ).map(({ id }) => id);
    for (const search of ['中华总商会', '中華總商會', '香港 中山', '总商会中山', '香港中华总商会(中山)', 'xgzhzsh'])
      expect(await units(search), search).toEqual([unit.id]);
    expect(await units('香港 石岐')).toEqual([]);

    const person = await app.signUp({ name: '阿依古丽·买买提' });
    const accounts = async (search: string) =>
      nodes<{ id: string }>(
        (
          await town.admin.client.must(
            'query A($search: String!) { accounts(search: $search, first: 100) { edges { node { id } } } }',
            { search },
          )
        ).accounts,
      ).map(({ id }) => id);
    for (const search of [
      '阿依古丽·买买提',
      '阿依古丽•买买提',
      '阿依古丽・買買提',
      '阿依古丽买买提',
      '阿依古丽 买买提',
      '阿依古丽．买买提',
      'ayigulimaimaiti',
      person.email,
    ])
      expect(await accounts(search), search).toEqual([person.id]);
  });

  it('transfers by donor and code, before and after they are confirmed', async () => {
    const [uyghur, rare, hongKong] = [
      await app.signUp({ name: '古丽娜尔·艾合买提' }),
      await app.signUp({ name: '𠮷建国' }),
      await app.signUp({ name: '鄧麗華' }),
    ];
    const made = await Promise.all(
      [uyghur, rare, hongKong].map((donor, index) => promise(donor, open.id, { amount: 11_100 + index })),
    );
    const waiting = async (search: string) =>
      nodes<{ id: string }>(
        (
          await town.treasurer.client.must(
            'query Q($search: String!) { paymentQueue(search: $search, first: 100) { edges { node { id } } } }',
            { search },
          )
        ).paymentQueue,
      ).map(({ id }) => id);
    const { remarkCode } = made[0]!;
    for (const search of [
      '古丽娜尔·艾合买提',
      '古丽娜尔艾合买提',
      '古丽娜尔‧艾合买提',
      '古麗娜爾',
      remarkCode,
      `${remarkCode.slice(0, 6)} ${remarkCode.slice(6)}`,
      `${remarkCode.slice(0, 2).toLowerCase()}-${remarkCode.slice(2)}`,
      '１１１',
      '¥111.00',
    ])
      expect(await waiting(search), search).toEqual([made[0]!.id]);
    for (const search of ['𠮷建国', '建国', '𠮷 建国', '𠮷建國', '建国 𠮷'])
      expect(await waiting(search), search).toEqual([made[1]!.id]);
    for (const search of ['邓丽华', '鄧麗華', '邓 丽华', '111.02'])
      expect(await waiting(search), search).toEqual([made[2]!.id]);
    for (const { id, amount } of made)
      await town.treasurer.client.must(MUTATIONS.confirmPayment, {
        input: { pledgeId: id, amount, bankReference: `流水-${id}` },
      });
    const confirmed = async (search: string) =>
      nodes<{ id: string }>(
        (
          await town.treasurer.client.must(
            'query C($search: String!) { confirmedPayments(search: $search, first: 100) { edges { node { id } } } }',
            { search },
          )
        ).confirmedPayments,
      ).map(({ id }) => id);
    for (const search of ['邓丽华', '鄧麗華', '１１１．０２', `流水-${made[2]!.id}`])
      expect(await confirmed(search), search).toEqual([made[2]!.id]);
  });

  it('receipts by their whole numbers for everybody, and by the last part at desks and in the books', async () => {
    const { id, receipt } = await give(town.donor.client, open.id, { amount: 12_345 });
    const { number } = receipt!;
    const [, year, sequence] = /^HC-(\d{4})-(\d+)$/.exec(number)!;
    const whole = [
      number,
      number.toLowerCase(),
      `HC${year}${sequence}`,
      `hc ${year} ${sequence}`,
      `ＨＣ－${year}－${sequence}`,
      `HC—${year}—${sequence}`,
      ` ${number} `,
      `HC_${year}_${sequence}`,
      `${year}-${sequence}`,
      `HC·${year}·${sequence}`,
    ];
    const short = [sequence!, String(Number(sequence)), sequence!.padStart(8, '0')];
    const checked = async (text: string) =>
      (
        await app
          .anonymous()
          .must('query R($number: String!) { receipt(number: $number) { number } }', { number: text })
      ).receipt?.number;
    for (const text of whole) expect(await checked(text), text).toBe(number);
    for (const text of [...short, `HC${sequence}`, `HC-${year}`, `${number}0`, 'HC', '', '%', `HC-${year}-%`])
      expect(await checked(text), `${text} is no whole number: nobody may try numbers one by one`).toBeUndefined();

    const invoices = async (search: string) =>
      nodes<{ number: string }>(
        (
          await town.treasurer.client.must(
            'query I($search: String!) { invoiceQueue(recorded: false, search: $search, first: 100) { edges { node { number } } } }',
            { search },
          )
        ).invoiceQueue,
      ).map((one) => one.number);
    for (const search of [...whole.slice(0, 7), ...short]) expect(await invoices(search), search).toContain(number);
    for (const search of TITLE_TYPED.filter((typed) => !/[a-z]/i.test(typed)))
      expect(await invoices(search), search).toContain(number);
    for (const search of TITLE_NOT_TYPED) expect(await invoices(search), search).toEqual([]);
    const gifts = async (search: string) =>
      nodes<{ gift: { id: string } | null }>(
        (
          await app
            .anonymous()
            .must(
              'query B($search: String!) { books(search: $search, first: 100) { edges { node { gift { id } } } } }',
              { search },
            )
        ).books,
      ).map(({ gift }) => gift?.id);
    for (const search of [...whole, ...short]) expect(await gifts(search), search).toEqual([id]);
  });

  it('gifts in the public books by donor and unit, and never by the name of an anonymous donor', async () => {
    const [donor, other] = [await app.signUp({ name: '歐陽建國' }), await app.signUp({ name: '欧阳小明' })];
    const { id } = await give(donor.client, open.id, { amount: 500 });
    await give(other.client, open.id, { amount: 600, anonymous: true });
    const gifts = async (search: string) =>
      nodes<{ gift: { id: string } | null }>(
        (
          await app
            .anonymous()
            .must(
              'query B($search: String!) { books(search: $search, first: 100) { edges { node { gift { id } } } } }',
              { search },
            )
        ).books,
      ).map(({ gift }) => gift?.id);
    for (const search of ['欧阳建国', '歐陽建國', '欧阳', '欧 阳 建国', '欧阳\u3000建国', '欧阳·建国'])
      expect(await gifts(search), search).toEqual([id]);
    expect(await gifts('欧阳小明')).toEqual([]);
    expect((await gifts('愛心人士')).length).toBeGreaterThan(0);
  });

  it('lines of a bank statement, and the pledges that they pay', async () => {
    const donors = await Promise.all(
      ['𠮷立国', '张𬭸', '热依罕·阿不都拉', '鄧慧儀', '欧阳文武', '木民'].map((name) => app.signUp({ name })),
    );
    const pledges = await Promise.all(
      donors.map((donor, index) => promise(donor, open.id, { amount: 70_001 + index })),
    );
    const names = ['*立国', '张*', '热依罕*', '邓慧仪', '欧阳**', '\u2f4a\u2ea0'];
    const file = csv(
      icbcRows(names.map((name, index) => line(70_001 + index, { name, text: index === 2 ? '給長者的捐款' : '捐款' }))),
    );
    const { id } = await importFile(town.treasurer.client, Buffer.from(file));
    const lines = async (search?: string) =>
      nodes<{ amount: number; confidence: number; pledge: { id: string } | null }>(
        (
          await town.treasurer.client.must(
            'query L($id: ID!, $search: String) { statementLines(statementId: $id, search: $search, first: 100) { edges { node { amount confidence pledge { id } } } } }',
            { id, search },
          )
        ).statementLines,
      );
    const proposed = new Map((await lines()).map((one) => [one.amount, one]));
    for (const [index, pledge] of pledges.entries())
      expect(proposed.get(70_001 + index), `${names[index]} is ${donors[index]!.name}`).toMatchObject({
        confidence: 75,
        pledge: { id: pledge.id },
      });
    for (const [search, amount] of [
      ['长者', 70_003],
      ['鄧慧儀', 70_004],
      ['欧阳', 70_005],
      ['欧 阳', 70_005],
      ['歐陽', 70_005],
      ['民', 70_006],
      ['给长者 热依罕', 70_003],
      ['７００．０１', 70_001],
    ] as const) {
      expect(
        (await lines(search)).map((one) => one.amount),
        search,
      ).toEqual([amount]);
    }
    expect(await lines('长者 欧阳')).toEqual([]);
  });

  it('late reports by project, and projects by their place', async () => {
    await owingProject(app, town);
    const queue = async (search: string): Promise<number> =>
      (
        await town.reviewer.client.must(
          'query Q($search: String!) { disclosureQueue(filter: { search: $search, alsoDue: true }) { totalCount } }',
          { search },
        )
      ).disclosureQueue.totalCount;
    const all = await queue('石岐社会工作');
    expect(all).toBeGreaterThan(0);
    for (const search of ['石岐社會工作', '石岐 工作', '石 岐', '工作、石岐'])
      expect(await queue(search), search).toBe(all);
    const inPlace = async (region: string): Promise<number> =>
      (
        await app
          .anonymous()
          .must('query P($region: String!) { projects(filter: { region: $region }) { totalCount } }', { region })
      ).projects.totalCount;
    for (const region of ['石岐', '石 岐', 'ＳＨＩＱＩ', '石岐區', '中山市石岐街道'])
      expect(await inPlace(region), region).toBeGreaterThan(0);
  });
});

describe('the search columns', () => {
  const app = useTestApp();

  it('are rebuilt when a server with another form starts, and filled when an older server left them empty', async () => {
    const town = await createTown(app);
    await projectAt(app, town, 'FUNDRAISING', { title: '《長者》' });
    const found = async () =>
      (await app
        .anonymous()
        .must(
          '{ projects(filter: { search: "长者" }) { totalCount } organizations(filter: { search: "石岐" }) { totalCount } }',
        )) as { projects: { totalCount: number }; organizations: { totalCount: number } };
    const before = await found();
    expect(before).toEqual({ projects: { totalCount: 1 }, organizations: { totalCount: 1 } });
    await app.db.transact(async (tx) => {
      await tx.manager.query("UPDATE projects SET search_text = 'as an older version spelled it'");
      await tx.manager.query('UPDATE organizations SET public_search_text = NULL');
      await tx.manager.query("DELETE FROM search_versions WHERE search_column LIKE 'projects%'");
    });
    expect((await found()).projects.totalCount).toBe(0);
    await expect(app.checkInvariants()).rejects.toThrow('projects.search_text');
    await (await createApp({ env: { ...app.server.env, port: 0 }, clock: app.clock })).close();
    expect(await found()).toEqual(before);
    await app.checkInvariants();
  });
});
