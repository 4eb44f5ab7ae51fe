import { randomUUID } from 'node:crypto';
import { shanghaiYear } from '@hongchuang/server/lib/days.ts';
import { formatFen } from '@hongchuang/server/lib/money.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { createCity, give, openProject, pledgeInput, verifiedOrganization, type City } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { fetchPdf, readPdf } from '../support/pdf.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { joinUnit } from '../support/town.ts';

const YEARS = 'query Years { viewer { statementYears } }';
const PAPERS =
  'query Papers($id: ID!) { organization(id: $id) { statementYears sponsorships { amount giftCount project { slug } } } }';

describe('papers of gifts', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());
  let city: City;
  let project: { id: string; slug: string };
  let donor: TestUser;
  const visitor = (language = 'zh-CN') => app.anonymous(language);
  const year = () => shanghaiYear(app.clock.now());

  beforeAll(async () => {
    city = await createCity(app);
    project = await openProject(app, city, {
      milestones: [
        { title: '采访', amount: 600_000, dueOn: inDays(90) },
        { title: '布展', amount: 99_400_000, dueOn: inDays(120) },
      ],
    });
    donor = await app.signUp({ name: '陈㛃龘' });
  });
  const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();

  it('a receipt says the same as its page, in both languages, and everybody may read it', async () => {
    const gift = await give(donor.client, project.id, { amount: 140_950 });
    const { number } = gift.receipt!;
    const chinese = await fetchPdf(visitor(), `/exports/receipts/${number}.pdf`);
    expect(chinese.status).toBe(200);
    expect(
      Object.fromEntries(
        ['content-type', 'content-disposition', 'x-content-type-options', 'cache-control'].map((name) => [
          name,
          chinese.headers.get(name),
        ]),
      ),
    ).toEqual({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${number}.pdf"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    for (const words of [
      number,
      '捐赠收据',
      '¥1,409.50',
      '人民币壹仟肆佰零玖元伍角整',
      '陈㛃龘',
      '老兵记忆馆',
      '石岐社会工作服务中心',
      `${app.url}/receipts/${number}`,
      '演示数据',
      '不是财政部门监制的公益事业捐赠票据',
      '尚未登记',
    ])
      expect(chinese.text).toContain(words);
    expect(chinese.title).toContain(number);
    const english = await fetchPdf(visitor(), `/exports/receipts/${number}.pdf?lang=en`);
    for (const words of [number, 'Donation receipt', '¥1,409.50', '陈㛃龘', 'not the official donation invoice'])
      expect(english.text).toContain(words);
    expect((await fetchPdf(visitor('en'), `/exports/receipts/${number}.pdf`)).text).toBe(english.text);
    const again = await fetchPdf(visitor(), `/exports/receipts/${number}.pdf`);
    expect(Buffer.from(again.bytes).equals(Buffer.from(chinese.bytes))).toBe(true);
  });

  it('names are as the donor chose, and the donor reads the own name', async () => {
    const gift = await give(donor.client, project.id, { anonymous: true });
    const guest = await give(visitor(), project.id, {
      anonymous: true,
      guest: { name: '李女士', phone: '13800000000' },
    });
    for (const kind of ['receipts', 'certificates']) {
      const path = `/exports/${kind}/${gift.receipt!.number}.pdf`;
      expect((await fetchPdf(donor.client, path)).text).toContain('陈㛃龘');
      for (const reader of [visitor(), city.treasurer.client, city.admin.client, city.publisher.client]) {
        const { text } = await fetchPdf(reader, path);
        expect(text).toContain('爱心人士');
        expect(text).not.toContain('陈㛃龘');
      }
      expect((await fetchPdf(visitor(), `/exports/${kind}/${guest.receipt!.number}.pdf`)).text).not.toContain('李女士');
    }
  });

  it('characters that no font has are written as codes, and none is lost', async () => {
    const gift = await give(visitor(), project.id, { guest: { name: '欧阳𪚥𬶋😀' } });
    const { text } = await fetchPdf(visitor(), `/exports/certificates/${gift.receipt!.number}.pdf`);
    expect(text.replaceAll(' ', '')).toContain('欧阳〔U+2A6A5〕𬶋〔U+1F600〕');
  });

  it('the largest gift has its certificate', async () => {
    const gift = await give(donor.client, project.id, { amount: 1_000_000_000 });
    const { text } = await fetchPdf(donor.client, `/exports/certificates/${gift.receipt!.number}.pdf?lang=zh-CN`);
    for (const words of ['捐赠证书', '人民币壹仟万元整', '¥10,000,000.00', '老兵记忆馆', '特发此证'])
      expect(text).toContain(words);
    expect((await fetchPdf(donor.client, `/exports/certificates/${gift.receipt!.number}.pdf?lang=en`)).text).toContain(
      'Certificate of Donation',
    );
  });

  it('a unit has certificates of its projects and an annual statement; nobody else gets them', async () => {
    const owner = await app.signUp({ name: '书记' });
    const unit = await verifiedOrganization(owner, city.admin, { name: '汽配商圈党委', kind: 'PARTY_COMMITTEE' });
    const member = await app.signUp({ name: '党员老李' });
    await joinUnit(app, { ...city, publisher: owner, organization: unit }, member, 'MEMBER');
    const first = await give(member.client, project.id, { amount: 20_000, onBehalfOfId: unit.id });
    const second = await give(owner.client, project.id, { amount: 30_001, onBehalfOfId: unit.id, anonymous: true });

    expect((await owner.client.must(PAPERS, { id: unit.id })).organization).toEqual({
      statementYears: [year()],
      sponsorships: [{ amount: 50_001, giftCount: 2, project: { slug: project.slug } }],
    });
    const certificate = await fetchPdf(owner.client, `/exports/sponsors/${unit.id}/${project.slug}.pdf`);
    for (const words of [
      '红色创投爱心单位',
      '汽配商圈党委',
      '2 笔善款',
      '¥500.01',
      '人民币伍佰元零壹分',
      first.receipt!.number,
      second.receipt!.number,
    ])
      expect(certificate.text).toContain(words);
    const statement = await fetchPdf(owner.client, `/exports/statements/${unit.id}/${year()}.pdf`);
    for (const words of [
      `${year()} 年度捐赠对账单`,
      '汽配商圈党委',
      first.receipt!.number,
      second.receipt!.number,
      '经办人：党员老李',
      '500.01',
      '与平台账本逐笔核对一致',
    ])
      expect(statement.text).toContain(words);
    for (const words of ['书记', '爱心人士']) expect(statement.text).not.toContain(words);
    expect((await fetchPdf(city.treasurer.client, `/exports/statements/${unit.id}/${year()}.pdf`)).status).toBe(200);

    for (const stranger of [
      visitor(),
      member.client,
      donor.client,
      city.publisher.client,
      city.reviewer.client,
      city.admin.client,
    ]) {
      for (const path of [`sponsors/${unit.id}/${project.slug}`, `statements/${unit.id}/${year()}`]) {
        expect(await fetchPdf(stranger, `/exports/${path}.pdf`), path).toMatchObject({
          status: 404,
          words: '没有找到,或您无权查看。',
        });
      }
      expect((await stranger.must(PAPERS, { id: unit.id })).organization).toEqual({
        statementYears: null,
        sponsorships: null,
      });
    }
    expect((await fetchPdf(owner.client, `/exports/sponsors/${unit.id}/unknown.pdf`)).status).toBe(404);
  });

  it('unknown papers are not found, whatever their address looks like', async () => {
    for (const path of [
      'receipts/HC-2026-999999.pdf',
      'receipts/hc-2026-000001.pdf',
      'receipts/.pdf',
      'receipts/..%2f..%2fetc%2fpasswd.pdf',
      'receipts/HC-2026-000001',
      'receipts/HC-2026-000001.pdf.pdf',
      'certificates/HC-2026-999999.pdf',
      `sponsors/${randomUUID()}/x.pdf`,
      `statements/${randomUUID()}/2026.pdf`,
      'statements/2026.pdf',
      'statements/1999.pdf',
      'statements/20261.pdf',
    ])
      expect((await fetchPdf(visitor(), `/exports/${path}`)).status, path).toBe(404);
    expect((await donor.client.fetch('/exports/statements/2026.pdf', { method: 'POST' })).status).toBe(404);
  });

  it('an annual statement lists what each gift paid, and equals the ledger', async () => {
    const giver = await app.signUp({ name: '年年捐' });
    expect((await giver.client.must(YEARS)).viewer.statementYears).toEqual([]);
    expect((await fetchPdf(giver.client, `/exports/statements/${year()}.pdf`)).text).toContain('这一年没有到账的捐赠');
    const gifts = await Promise.all([10_000, 25_050, 100].map((amount) => give(giver.client, project.id, { amount })));
    expect((await giver.client.must(YEARS)).viewer.statementYears).toEqual([year()]);
    const statement = await fetchPdf(giver.client, `/exports/statements/${year()}.pdf`);
    for (const words of [
      '年年捐',
      ...gifts.map(({ receipt }) => receipt!.number),
      '100.00',
      '250.50',
      '1.00',
      '¥351.50',
      '人民币叁佰伍拾壹元伍角整',
      '待使用',
    ])
      expect(statement.text).toContain(words);
    expect((await fetchPdf(giver.client, `/exports/statements/${year() - 1}.pdf`)).text).toContain(
      '这一年没有到账的捐赠',
    );
    expect((await fetchPdf(giver.client, `/exports/statements/${year()}.pdf?lang=en`)).text).toContain(
      'Statement of Donations',
    );

    // Somebody changes a gift behind the ledger's back: then there is no statement to be had.
    const change = (by: number) =>
      app.db.transact((tx) =>
        tx.manager.query('UPDATE pledges SET amount_fen = amount_fen + ? WHERE id = ?', [by, gifts[0]!.id]),
      );
    await change(1);
    expect(await fetchPdf(giver.client, `/exports/statements/${year()}.pdf`)).toMatchObject({
      status: 500,
      words: '这份对账单的合计与账本不一致，没有打印。请联系平台财务。',
    });
    await change(-1);
  });

  it('a receipt of a refunded gift is void on paper, the receipt of the rest replaces it, and the statement follows', async () => {
    const giver = await app.signUp({ name: '退款人' });
    const second = await app.signUp({ name: '复核出纳', roles: ['TREASURER'] });
    const failing = await openProject(app, city, { title: '中止的项目' });
    const used = await give(giver.client, failing.id, { amount: 700_000 });
    const unused = await give(giver.client, failing.id, { amount: 300_000 });
    const {
      project: { milestones },
    } = await visitor().must('query Stages($id: ID!) { project(id: $id) { milestones { id } } }', { id: failing.id });
    await city.publisher.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: milestones[0].id, report: '采访完成', evidenceUrls: [] },
    });
    await city.reviewer.client.must(MUTATIONS.reviewMilestone, {
      input: { milestoneId: milestones[0].id, accepted: true },
    });
    await city.treasurer.client.must(MUTATIONS.releaseMilestone, { id: milestones[0].id });
    await city.reviewer.client.must(MUTATIONS.stopProject, { id: failing.id, reason: '执行机构无法继续' });
    const { prepareRefund } = await city.treasurer.client.must(MUTATIONS.prepareRefund, {
      input: { projectId: failing.id, reason: '项目中止，退回余款' },
    });
    await second.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id, bankReference: 'TK-1' });

    const whole = await fetchPdf(visitor(), `/exports/receipts/${unused.receipt!.number}.pdf`);
    for (const words of ['作废', '项目中止，退回余款', '¥3,000.00'])
      expect(whole.text.replaceAll(' ', '')).toContain(words);
    expect((await fetchPdf(visitor('en'), `/exports/receipts/${unused.receipt!.number}.pdf`)).text).toContain('VOID');
    const part = await fetchPdf(visitor(), `/exports/receipts/${used.receipt!.number}.pdf`);
    const kept = /由收据 (HC-\d{4}-\d{6}) 取代/.exec(part.text)![1]!;
    expect((await fetchPdf(visitor(), `/exports/receipts/${kept}.pdf`)).text).toContain('¥6,000.00');
    expect((await fetchPdf(giver.client, `/exports/certificates/${kept}.pdf`)).text).toContain('¥6,000.00');
    for (const { receipt } of [used, unused])
      expect((await fetchPdf(giver.client, `/exports/certificates/${receipt!.number}.pdf`)).status).toBe(404);

    const statement = await fetchPdf(giver.client, `/exports/statements/${year()}.pdf`);
    for (const words of [
      '¥10,000.00',
      '¥4,000.00',
      '¥6,000.00',
      '“采访” ¥6,000.00',
      kept,
      unused.receipt!.number,
      '人民币陆仟元整',
    ])
      expect(statement.text).toContain(words);
    expect(statement.text).not.toContain('待使用');
  });

  it('a year begins at midnight in Shanghai', async () => {
    const giver = await app.signUp({ name: '跨年捐' });
    const newYear = Date.parse(`${year() + 1}-01-01T00:00:00+08:00`);
    const long = await openProject(app, city, {
      title: '跨年项目',
      fundingEndsAt: new Date(newYear + 30 * DAY_MS).toISOString(),
      milestones: [{ title: '全程', amount: 1_000_000, dueOn: new Date(newYear + 60 * DAY_MS).toISOString() }],
    });
    const before = year();
    app.clock.freezeAt(new Date(newYear - 1));
    await app.server.tick();
    // Nobody stays signed in for that long.
    const again = await app.as(giver);
    const last = await give(again, long.id, { amount: 11_100 });
    app.clock.freezeAt(new Date(newYear));
    const first = await give(again, long.id, { amount: 22_200 });
    expect(first.receipt!.number).toBe(`HC-${before + 1}-000001`);
    expect((await again.must(YEARS)).viewer.statementYears).toEqual([before + 1, before]);
    const [old, young] = [
      await fetchPdf(again, `/exports/statements/${before}.pdf`),
      await fetchPdf(again, `/exports/statements/${before + 1}.pdf`),
    ];
    expect([old.text.includes(last.receipt!.number), old.text.includes(first.receipt!.number)]).toEqual([true, false]);
    expect([young.text.includes(last.receipt!.number), young.text.includes(first.receipt!.number)]).toEqual([
      false,
      true,
    ]);
    expect((await fetchPdf(visitor(), `/exports/receipts/${last.receipt!.number}.pdf`)).text).toContain(
      `${before}年12月31日`,
    );
  });
});

describe('a donor with thousands of gifts', () => {
  const app = useTestApp();

  it('has a statement of all of them, page by page, and other requests are served meanwhile', async () => {
    const city = await createCity(app);
    const project = await openProject(app, city, {
      milestones: [
        { title: '采访', amount: 100_000_000, dueOn: new Date(app.clock.now().getTime() + 90 * DAY_MS).toISOString() },
      ],
    });
    const donor = await app.signUp({ name: '天天捐' });
    // Most of the time goes into making the gifts, and MariaDB takes longer for that. Printing costs the same on both.
    const COUNT = app.database === 'sqlite' ? 5_000 : 1_000;
    for (let sent = 0; sent < COUNT; sent += 100) {
      await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          donor.client.must(MUTATIONS.pledge, { input: pledgeInput(project.id, { amount: 100 + sent + index }) }),
        ),
      );
    }
    let longest = 0;
    let bytes: Uint8Array | undefined;
    const printing = donor.client
      .fetch(`/exports/statements/${shanghaiYear(app.clock.now())}.pdf`)
      .then(async (response) => {
        bytes = new Uint8Array(await response.arrayBuffer());
      });
    while (bytes === undefined) {
      const elapsed = startStopwatch();
      expect((await app.anonymous().fetch('/healthz')).status).toBe(200);
      longest = Math.max(longest, elapsed());
    }
    await printing;
    const { pages, text } = await readPdf(bytes);
    expect(pages.length).toBeGreaterThan(COUNT / 50);
    expect(new Set(text.match(/HC-\d{4}-\d{6}/g)).size).toBe(COUNT);
    // ¥1.00 + ¥1.01 + …
    expect(text).toContain(formatFen(COUNT * 100 + (COUNT * (COUNT - 1)) / 2));
    expect(longest, 'milliseconds between a request and its response').toBeLessThan(2_000);
  }, 240_000);
});
