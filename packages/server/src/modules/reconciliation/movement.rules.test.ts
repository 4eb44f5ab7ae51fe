import { describe, expect, it } from 'vitest';
import { MovementRules, wordsKey, type KnownWords } from './movement.rules.js';
import { InterestPurpose, MovementKind } from './statement.enums.js';

const { BANK_CHARGE, INTEREST_RECEIVED, OWN_TRANSFER } = MovementKind;
const HOLDER = '中山市红创慈善会';
const proposed = (text: string, amountFen: number, name: string | null = null, learned: readonly KnownWords[] = []) =>
  new MovementRules(learned, HOLDER).propose({ text, amountFen, name });
const taught = (words: string, changes: Partial<KnownWords> = {}): KnownWords => ({
  words,
  isIncoming: false,
  kind: BANK_CHARGE,
  purpose: null,
  projectId: null,
  ...changes,
});

describe('the kind of a line by its words', () => {
  it.each<[string, number, MovementKind | null]>([
    ['手续费', -500, BANK_CHARGE],
    ['跨行转账手续费', -500, BANK_CHARGE],
    ['账户管理费', -3_000, BANK_CHARGE],
    ['帐户管理费', -3_000, BANK_CHARGE],
    ['短信服务费 6月', -200, BANK_CHARGE],
    ['短 信 费', -200, BANK_CHARGE],
    ['回单费', -1_000, BANK_CHARGE],
    ['企业网银年费', -36_000, BANK_CHARGE],
    ['U盾费', -6_800, BANK_CHARGE],
    ['ｕ盾费', -6_800, BANK_CHARGE],
    ['电子汇划费', -550, BANK_CHARGE],
    ['询证函费', -20_000, BANK_CHARGE],
    ['Service Fee', -500, BANK_CHARGE],
    ['手续费退回', 500, BANK_CHARGE],
    ['冲正 账户管理费', 3_000, BANK_CHARGE],
    ['捐款（含手续费）', 10_000, null],
    ['结息', 1_234, INTEREST_RECEIVED],
    ['第二季度批量结息', 1_234, INTEREST_RECEIVED],
    ['存款利息', 1_234, INTEREST_RECEIVED],
    ['定期存款利息', 88_000, INTEREST_RECEIVED],
    ['利息税', -12, INTEREST_RECEIVED],
    ['利息冲正', -12, INTEREST_RECEIVED],
    ['贷款还本付息', -50_000, null],
    ['INTEREST PAID', 1_234, INTEREST_RECEIVED],
    ['定期存款转存', -5_000_000, OWN_TRANSFER],
    ['转定期', -5_000_000, OWN_TRANSFER],
    ['定期到期 自动转入', 5_000_000, OWN_TRANSFER],
    ['同名转账', 100, OWN_TRANSFER],
    ['资金归集', -100, OWN_TRANSFER],
    ['内部转账', -100, OWN_TRANSFER],
    ['爱心捐款', 10_000, null],
    ['货款', -10_000, null],
    ['', 1, null],
    ['项目拨款 第一阶段', -600_000, null],
  ])('%s of %i fen: %s', (text, amountFen, kind) =>
    expect(proposed(text, amountFen)?.movement?.kind ?? null).toBe(kind),
  );

  it('has a confidence and reasons', () => {
    expect(proposed('短信服务费', -200)).toMatchObject({
      confidence: 75,
      reasons: [{ kind: 'WORDS', words: '短信服务费' }],
    });
    expect(proposed('结息', 200), 'interest waits until a treasurer states its purpose').toMatchObject({
      confidence: 40,
    });
    expect(proposed('往来款', -200, ' 中山市红创慈善会 ')).toMatchObject({
      movement: { kind: OWN_TRANSFER },
      confidence: 75,
      reasons: [{ kind: 'OWN_ACCOUNT' }],
    });
    expect(proposed('内部转账', -200, HOLDER)).toMatchObject({ confidence: 90 });
    expect(
      new MovementRules([], '').propose({ text: '往来款', amountFen: 1, name: '' }),
      'an empty name belongs to nobody',
    ).toBeNull();
  });

  it('follows taught words before built-in ones, for lines of the same direction', () => {
    const learned = [
      taught('云服务扣收'),
      taught('结息', { isIncoming: true, kind: INTEREST_RECEIVED, purpose: InterestPurpose.PROJECT, projectId: 'p1' }),
      taught('手续费', { kind: OWN_TRANSFER }),
    ];
    expect(proposed('云 服务扣收 0701', -800, null, learned)).toMatchObject({
      movement: { kind: BANK_CHARGE },
      confidence: 90,
    });
    expect(proposed('云服务扣收', 800, null, learned)).toBeNull();
    expect(proposed('三季度结息', 800, null, learned)).toMatchObject({
      movement: { kind: INTEREST_RECEIVED, purpose: 'PROJECT', projectId: 'p1' },
      confidence: 90,
    });
    expect(proposed('手续费', -800, null, learned)).toMatchObject({ movement: { kind: OWN_TRANSFER } });
  });

  it.each([
    ['短 信 费', '短信费'],
    ['Ｓｍｓ fee', 'SMSFEE'],
    ['回\u200b单费', '回单费'],
  ])('%s is compared as %s', (words, key) => expect(wordsKey(words)).toBe(key));
});
