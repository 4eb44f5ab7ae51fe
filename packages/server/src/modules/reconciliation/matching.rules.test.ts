import { describe, expect, it } from 'vitest';
import { runToEnd, cpuMsOf } from '#testing';
import { PledgeStatus } from '../pledges/index.js';
import { codesIn, PledgesToMatch, proposeForAll, type LineToMatch, type PledgeToMatch } from './matching.rules.js';

const CODE = 'HC2345WXYZ';
const OTHER = 'HCABCDEFGH';
const LAPSES = new Date('2026-12-31T16:00:00Z');
const IN_TIME = new Date('2026-12-31T15:59:59Z');

const pledge = (id: string, changes: Partial<PledgeToMatch> = {}): PledgeToMatch => ({
  id,
  remarkCode: CODE,
  amountFen: 10_000,
  status: PledgeStatus.PENDING,
  expiresAt: LAPSES,
  names: ['李明'],
  ...changes,
});
const candidates = (pledges: readonly PledgeToMatch[], taken: readonly string[] = []) => {
  const all = new PledgesToMatch(taken);
  for (const one of pledges) all.add(one);
  return all;
};
const proposalsFor = (lines: readonly LineToMatch[], pledges: readonly PledgeToMatch[], taken?: readonly string[]) =>
  runToEnd(proposeForAll(lines, candidates(pledges, taken)));
const line = (changes: Partial<LineToMatch> = {}): LineToMatch => ({
  amountFen: 10_000,
  text: '',
  name: null,
  bookedAt: IN_TIME,
  ...changes,
});

describe('a remark code', () => {
  it.each([
    ['捐款HC2345WXYZ谢谢'],
    ['hc2345wxyz'],
    ['ＨＣ２３４５ＷＸＹＺ'],
    ['HC 2345 WXYZ'],
    ['hc-2345-wxyz'],
    ['备注:HC2345WXYZ。'],
  ])('is found in %s', (text) => expect(codesIn(text)).toEqual([CODE]));
  it.each([['HC2345WXY'], ['HC2345WX0Z'], ['2345WXYZ'], ['']])('is not in %s', (text) =>
    expect(codesIn(text)).toEqual([]),
  );
  it('is returned once however often it occurs', () =>
    expect(codesIn(`${CODE} ${OTHER} ${CODE}`)).toEqual([CODE, OTHER]));
  it.each([
    ['HC2345WXY2', true],
    ['捐HC2845WXYZ', true],
    ['HC2345WX22', false],
    [CODE, false],
    ['HC2345WXY', false],
  ])('with one wrong character is found in %s: %s', (text, near) =>
    expect(candidates([pledge('p')]).nearCode(line({ text })).length).toBe(near ? 1 : 0),
  );
});

describe('names', () => {
  it.each([
    ['李明', '李明', true],
    ['李 明', '李明', true],
    ['李*', '李明', true],
    ['*明', '李明', true],
    ['李*明', '李小明', true],
    ['李*', '李小明', false],
    ['**', '李明', false],
    ['李明', '李民', false],
    ['', '李明', false],
    ['中山市红创汽车有限公司', '中山市红创汽车', true],
    ['中山市红创汽车有限责任公司', '中山市红创汽车有限公司', true],
    ['中山市红创汽车股份有限公司', '中山市红创汽车', true],
    ['中山市红创（汽车）有限公司', '中山市红创(汽车)', true],
    ['ABC CO., LTD.', 'abc', true],
  ])('%s and %s are the same: %s', (shown, ours, same) =>
    expect(
      proposalsFor([line({ text: CODE, name: shown })], [pledge('p', { names: [ours] })])[0]!.reasons.some(
        ({ kind }) => kind === 'NAME',
      ),
    ).toBe(same),
  );
});

describe('a proposal', () => {
  it.each<[string, LineToMatch, PledgeToMatch[], string | null, number, string[]]>([
    ['code, amount and name', line({ text: CODE, name: '李明' }), [pledge('p')], 'p', 100, ['CODE', 'AMOUNT', 'NAME']],
    ['code and amount, no name', line({ text: CODE }), [pledge('p')], 'p', 95, ['CODE', 'AMOUNT']],
    [
      'code and amount, another name',
      line({ text: CODE, name: '王芳' }),
      [pledge('p')],
      'p',
      90,
      ['CODE', 'AMOUNT', 'OTHER_NAME'],
    ],
    [
      'the unit sends it',
      line({ text: CODE, name: '红创汽车有限公司' }),
      [pledge('p', { names: ['李明', '红创汽车'] })],
      'p',
      100,
      ['CODE', 'AMOUNT', 'NAME'],
    ],
    [
      'code, another amount',
      line({ text: CODE, amountFen: 9_999, name: '李明' }),
      [pledge('p')],
      null,
      0,
      ['CODE_OTHER_AMOUNT'],
    ],
    [
      'code, another amount, though another pledge fits by amount and name',
      line({ text: CODE, amountFen: 5_000, name: '李明' }),
      [pledge('p'), pledge('q', { remarkCode: OTHER, amountFen: 5_000 })],
      null,
      0,
      ['CODE_OTHER_AMOUNT'],
    ],
    [
      'code of a paid pledge',
      line({ text: CODE }),
      [pledge('p', { status: PledgeStatus.PAID })],
      null,
      0,
      ['CODE_PAID'],
    ],
    [
      'code of a refunded pledge',
      line({ text: CODE }),
      [pledge('p', { status: PledgeStatus.REFUNDED })],
      null,
      0,
      ['CODE_PAID'],
    ],
    [
      'code of a pledge that lapsed before the money came',
      line({ text: CODE, bookedAt: LAPSES }),
      [pledge('p', { status: PledgeStatus.EXPIRED })],
      null,
      0,
      ['CODE_ENDED'],
    ],
    [
      'code of a pledge that lapsed after the money came',
      line({ text: CODE }),
      [pledge('p', { status: PledgeStatus.EXPIRED })],
      'p',
      95,
      ['CODE', 'AMOUNT'],
    ],
    [
      'code of a pledge that was taken back',
      line({ text: CODE }),
      [pledge('p', { status: PledgeStatus.CANCELLED })],
      null,
      0,
      ['CODE_ENDED'],
    ],
    ['a code that nobody has', line({ text: OTHER, name: '李明' }), [pledge('p')], null, 0, ['CODE_UNKNOWN']],
    [
      'two codes',
      line({ text: `${CODE} ${OTHER}` }),
      [pledge('p'), pledge('q', { remarkCode: OTHER })],
      null,
      0,
      ['SEVERAL_CODES', 'SEVERAL_CODES', 'CODES_DIFFER'],
    ],
    [
      'a code with one wrong sign',
      line({ text: 'HC2345WXY2', name: '李明' }),
      [pledge('p')],
      'p',
      85,
      ['NEAR_CODE', 'AMOUNT', 'NAME'],
    ],
    [
      'a code with one wrong sign and another amount',
      line({ text: 'HC2345WXY2', amountFen: 1 }),
      [pledge('p')],
      null,
      0,
      ['CODE_UNKNOWN'],
    ],
    [
      'a code of one sign too few',
      line({ text: 'HC2345WXY', name: '李明' }),
      [pledge('p')],
      'p',
      75,
      ['AMOUNT', 'NAME', 'ONLY_ONE'],
    ],
    ['amount and name', line({ name: '李*' }), [pledge('p')], 'p', 75, ['AMOUNT', 'NAME', 'ONLY_ONE']],
    [
      'amount and a name in part hidden, of more than sixteen bits',
      line({ name: '*建国' }),
      [pledge('p', { names: ['𠮷建国'] })],
      'p',
      75,
      ['AMOUNT', 'NAME', 'ONLY_ONE'],
    ],
    [
      'amount and a name whose last part is hidden',
      line({ name: '阿依古丽*' }),
      [pledge('q', { names: ['阿依古丽江'.slice(1)] }), pledge('p', { names: ['阿依古丽·买买提'] })],
      'p',
      75,
      ['AMOUNT', 'NAME', 'ONLY_ONE'],
    ],
    [
      'amount and a hidden name of several, the oldest',
      line({ name: '阿依古丽*' }),
      [pledge('p', { names: ['阿依古丽·买买提'] }), pledge('q', { names: ['阿依古丽江'] })],
      'p',
      50,
      ['AMOUNT', 'NAME', 'SEVERAL'],
    ],
    [
      'amount and a traditional name',
      line({ name: '鄧麗華' }),
      [pledge('p', { names: ['邓丽华'] })],
      'p',
      75,
      ['AMOUNT', 'NAME', 'ONLY_ONE'],
    ],
    [
      'amount and name of several, the oldest',
      line({ name: '李明' }),
      [pledge('p'), pledge('q')],
      'p',
      50,
      ['AMOUNT', 'NAME', 'SEVERAL'],
    ],
    ['amount alone, of one', line({ name: '王芳' }), [pledge('p')], 'p', 25, ['AMOUNT', 'ONLY_ONE', 'OTHER_NAME']],
    ['amount alone, of several', line(), [pledge('p'), pledge('q')], null, 0, []],
    ['nothing', line({ amountFen: 1 }), [pledge('p')], null, 0, []],
  ])('by %s', (_why, one, pledges, pledgeId, confidence, kinds) => {
    const [proposal] = proposalsFor([one], pledges);
    expect({ ...proposal, reasons: proposal!.reasons.map(({ kind }) => kind) }).toEqual({
      pledgeId,
      confidence,
      reasons: kinds,
    });
  });
});

describe('proposals for many lines', () => {
  const propose = (lines: LineToMatch[], ...pledges: PledgeToMatch[]) =>
    proposalsFor(lines, pledges).map(({ pledgeId, reasons }) => pledgeId ?? reasons[0]?.kind ?? null);

  it('give a pledge to the line that fits it best, wherever that line is', () =>
    expect(propose([line({ name: '李明' }), line({ text: CODE })], pledge('p'))).toEqual([null, 'p']));
  it('give a pledge to the first of equal lines, and tell the others', () =>
    expect(propose([line({ text: CODE }), line({ text: CODE })], pledge('p'))).toEqual(['p', 'CLAIMED']));
  it('give several equal pledges to as many lines', () =>
    expect(
      propose(
        [line({ name: '李明' }), line({ name: '李明' }), line({ name: '李明' })],
        pledge('p'),
        pledge('q', { remarkCode: OTHER }),
      ),
    ).toEqual(['p', 'q', null]));
  it('leave out pledges that other statements have claimed', () =>
    expect(proposalsFor([line({ text: CODE })], [pledge('p')], ['p'])[0]).toMatchObject({
      pledgeId: null,
      reasons: [{ kind: 'CLAIMED', pledgeId: 'p' }],
    }));

  it('take seconds for ten thousand pledges of ¥100 and fifty thousand lines', async () => {
    const pledges = Array.from({ length: 10_000 }, (_, index) =>
      pledge(`p${index}`, { remarkCode: `HC${String(index).padStart(8, '2')}`, names: [`捐赠人${index}`] }),
    );
    const lines = Array.from({ length: 50_000 }, (_, index) =>
      line({ text: `转账 ${index} 给老兵记忆馆的善款`, name: `捐赠人${index}` }),
    );
    let proposed: ReturnType<typeof proposalsFor> = [];
    expect(
      await cpuMsOf(() => {
        proposed = proposalsFor(lines, pledges);
      }),
      'a search through all pledges for every line would take longer',
    ).toBeLessThan(20_000);
    expect(proposed.filter(({ confidence }) => confidence === 75)).toHaveLength(10_000);
  });
});

describe('several codes in one text', () => {
  const THIRD = 'HC33334444';
  const one = pledge('one', { amountFen: 10_000 });
  const two = pledge('two', { remarkCode: OTHER, amountFen: 25_000, names: ['王芳'] });
  const three = pledge('three', { remarkCode: THIRD, amountFen: 5_000 });
  const text = `${CODE}、${OTHER}`;
  const kinds = ({ reasons }: { reasons: readonly { kind: string }[] }) => reasons.map(({ kind }) => kind);

  it.each<[string, LineToMatch, PledgeToMatch[], string[], number, string[]]>([
    [
      'that add up are proposed together',
      line({ text, amountFen: 35_000 }),
      [one, two],
      ['one', 'two'],
      95,
      ['CODES_ADD_UP', 'CODES_ADD_UP'],
    ],
    [
      'of three',
      line({ text: `${text} ${THIRD}`, amountFen: 40_000 }),
      [one, two, three],
      ['one', 'two', 'three'],
      95,
      ['CODES_ADD_UP', 'CODES_ADD_UP', 'CODES_ADD_UP'],
    ],
    [
      'without a sign between them',
      line({ text: `${CODE}${OTHER}`, amountFen: 35_000 }),
      [one, two],
      ['one', 'two'],
      95,
      ['CODES_ADD_UP', 'CODES_ADD_UP'],
    ],
    [
      "sent by both donors' namesake",
      line({ text, amountFen: 35_000, name: '李明' }),
      [one, { ...two, names: ['李明'] }],
      ['one', 'two'],
      100,
      ['CODES_ADD_UP', 'CODES_ADD_UP', 'NAME'],
    ],
    [
      'sent by one of the donors',
      line({ text, amountFen: 35_000, name: '李明' }),
      [one, two],
      ['one', 'two'],
      90,
      ['CODES_ADD_UP', 'CODES_ADD_UP', 'OTHER_NAME'],
    ],
    [
      'a fen less',
      line({ text, amountFen: 34_999 }),
      [one, two],
      [],
      0,
      ['SEVERAL_CODES', 'SEVERAL_CODES', 'CODES_DIFFER'],
    ],
    [
      'the amount of one of them',
      line({ text, amountFen: 10_000 }),
      [one, two],
      [],
      0,
      ['SEVERAL_CODES', 'SEVERAL_CODES', 'CODES_DIFFER'],
    ],
    [
      'one is paid, and the other is the amount',
      line({ text, amountFen: 25_000 }),
      [{ ...one, status: PledgeStatus.PAID }, two],
      ['two'],
      70,
      ['CODE_PAID', 'CODES_ADD_UP'],
    ],
    [
      'one has lapsed',
      line({ text, amountFen: 35_000 }),
      [one, { ...two, status: PledgeStatus.EXPIRED }],
      [],
      0,
      ['SEVERAL_CODES', 'CODE_ENDED', 'CODES_DIFFER'],
    ],
    [
      "one is nobody's",
      line({ text: `${text} ${THIRD}`, amountFen: 35_000 }),
      [one, two],
      ['one', 'two'],
      70,
      ['CODES_ADD_UP', 'CODES_ADD_UP', 'CODE_UNKNOWN'],
    ],
    [
      'both are paid',
      line({ text, amountFen: 35_000 }),
      [
        { ...one, status: PledgeStatus.PAID },
        { ...two, status: PledgeStatus.REFUNDED },
      ],
      [],
      0,
      ['CODE_PAID', 'CODE_PAID'],
    ],
  ])('%s', (_what, of, pledges, ids, confidence, reasons) => {
    const [proposal] = proposalsFor([of], pledges);
    expect([proposal!.pledgeId, ...(proposal!.furtherIds ?? [])].filter((id) => id !== null)).toEqual(ids);
    expect(proposal!.confidence).toBe(confidence);
    expect(kinds(proposal!)).toEqual(reasons);
  });

  it('propose all of their pledges or none', () => {
    const [alone, together] = proposalsFor(
      [line({ text: OTHER, amountFen: 25_000 }), line({ text, amountFen: 35_000 })],
      [one, two],
    );
    expect(alone).toMatchObject({ pledgeId: 'two' });
    expect(together).toMatchObject({ pledgeId: null, reasons: [{ kind: 'CLAIMED', pledgeId: 'two' }] });
    const again = proposalsFor(
      [
        line({ text: OTHER, amountFen: 25_000 }),
        line({ text, amountFen: 35_000 }),
        line({ text: CODE, amountFen: 10_000 }),
      ],
      [one, two],
    );
    expect(again[2], 'a code that was not used stays available to other lines').toMatchObject({ pledgeId: 'one' });
  });
});
