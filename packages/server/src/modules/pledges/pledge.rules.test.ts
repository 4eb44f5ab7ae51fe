import { describe, expect, it } from 'vitest';
import { shanghaiDay } from '../../lib/days.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import {
  arrivalOn,
  contentHash,
  expiryOf,
  guestText,
  LIMITS,
  ownUsedFen,
  PLEDGE_STEPS,
  readPledge,
  receiptNumber,
  referenceKey,
  refusePaidOn,
  refusePledge,
  refuseStep,
  roomFor,
  type RawPledge,
} from './pledge.rules.js';

const good: RawPledge = { projectId: 'p', amount: 10_000, idempotencyKey: 'k', payment: PaymentMethod.SANDBOX };
const now = new Date('2017-06-08T02:00:00Z');

describe('a requested pledge', () => {
  it.each<[string, Partial<RawPledge>, string]>([
    ['99 fen', { amount: 99 }, 'amount'],
    ['nothing', { amount: 0 }, 'amount'],
    ['less than nothing', { amount: -100 }, 'amount'],
    ['a fraction of a fen', { amount: 100.5 }, 'amount'],
    ['2^53', { amount: 2 ** 53 }, 'amount'],
    ['more than ¥10 million', { amount: LIMITS.amountFen.max + 1 }, 'amount'],
    ['an empty key', { idempotencyKey: ' ' }, 'idempotencyKey'],
    ['a key that is too long', { idempotencyKey: 'k'.repeat(101) }, 'idempotencyKey'],
    ['words that are too many', { message: '加'.repeat(201) }, 'message'],
    ['words that turn the text around', { message: '\u202e加油' }, 'message'],
    ['a guest without a name', { guest: { name: '' } }, 'guest.name'],
    ['a telephone number of letters', { guest: { name: '李女士', phone: 'call me' } }, 'guest.phone'],
  ])('with %s is refused', (_what, fault, field) => {
    expect(() => readPledge({ ...good, ...fault })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', field }));
  });

  it('may be ¥1 and ¥10 million', () => {
    expect([100, 1_000_000_000].map((amount) => readPledge({ ...good, amount }).amountFen)).toEqual([
      100, 1_000_000_000,
    ]);
  });

  it('stores an empty message as none, and a telephone number without its spaces', () => {
    expect(readPledge({ ...good, message: '  ', guest: { name: '李女士', phone: '+86 138-0000 0000' } })).toMatchObject(
      { message: null, guest: { phone: '+8613800000000' } },
    );
  });

  it('has the same content hash whatever its key, and another one for every other change', () => {
    const hash = (fields: Partial<RawPledge>) => contentHash(readPledge({ ...good, ...fields }));
    expect(hash({ idempotencyKey: 'other' })).toBe(hash({}));
    const others: Partial<RawPledge>[] = [
      { projectId: 'q' },
      { amount: 10_001 },
      { payment: PaymentMethod.BANK_TRANSFER },
      { onBehalfOfId: 'u' },
      { anonymous: true },
      { message: '加油' },
      { guest: { name: '李女士' } },
      { guest: { name: '李女士', phone: '13800000000' } },
    ];
    expect(new Set([{}, ...others].map(hash)).size).toBe(others.length + 1);
  });

  it('recognises a guest by name and telephone number, never by a name alone', () => {
    expect(guestText({ name: '李女士', phone: null })).toBeNull();
    expect(guestText({ name: '李女士', phone: '13800000000' })).toBe(
      guestText({ name: '李女士', phone: '13800000000' }),
    );
    expect(guestText({ name: '李女士', phone: '13800000001' })).not.toBe(
      guestText({ name: '李女士', phone: '13800000000' }),
    );
  });
});

describe('the room of a project', () => {
  const refusing = { acceptsOverGoal: false, goalFen: 1_000 };

  it.each([
    [
      'no end where the goal may be passed',
      { ...refusing, acceptsOverGoal: true },
      { raisedFen: 5_000, heldFen: 0 },
      null,
    ],
    ['what is missing', refusing, { raisedFen: 300, heldFen: 0 }, 700],
    ['what is missing, promises that keep their place counted', refusing, { raisedFen: 300, heldFen: 500 }, 200],
    ['nothing when full', refusing, { raisedFen: 1_000, heldFen: 0 }, 0],
  ])('is: %s', (_what, project, money, room) => expect(roomFor(project, money)).toBe(room));

  it('is checked after whether funding is open', () => {
    expect(refusePledge(false, 0, 100)).toMatchObject({ code: 'INVALID_STATE' });
    expect(refusePledge(true, 700, 701)).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      field: 'amount',
      params: { roomFen: 700, roomYuan: '7.00' },
    });
    expect(refusePledge(true, 700, 700)).toBeNull();
    expect(refusePledge(true, null, 1_000_000_000)).toBeNull();
  });
});

describe('the steps of a pledge', () => {
  const steps = Object.keys(PLEDGE_STEPS) as (keyof typeof PLEDGE_STEPS)[];
  const pairs = steps.flatMap((step) => Object.values(PledgeStatus).map((status) => ({ step, status })));

  it.each(pairs)('$step from $status', ({ step, status }) => {
    const refusal = refuseStep(step, { status, expiresAt: expiryOf(now) }, now);
    // Money that reached the bank in time pays a pledge that has lapsed since.
    if (status === PledgeStatus.PENDING || (step === 'pay' && status === PledgeStatus.EXPIRED))
      expect(refusal).toBeNull();
    else expect(refusal).toMatchObject({ code: 'INVALID_STATE', params: { status } });
  });

  it('lapses after 14 days and can then no longer be paid, before any job has run', () => {
    const pledge = { status: PledgeStatus.PENDING, expiresAt: expiryOf(now) };
    const atTheEnd = new Date('2017-06-22T02:00:00Z');
    expect(refuseStep('pay', pledge, new Date(atTheEnd.getTime() - 1))).toBeNull();
    expect(refuseStep('pay', pledge, atTheEnd)).toMatchObject({ code: 'INVALID_STATE', params: { status: 'EXPIRED' } });
    expect(refuseStep('cancel', pledge, atTheEnd)).toBeNull();
  });

  it.each([
    ['the day on which it lapses at ten', '2017-06-22', null],
    ['the day after', '2017-06-23', { code: 'INVALID_STATE', params: { status: 'EXPIRED' } }],
  ])('is paid by money of %s that is recorded a month later', (_what, day, refusal) => {
    const recorded = new Date('2017-07-22T02:00:00Z');
    const pledge = { status: PledgeStatus.EXPIRED, expiresAt: expiryOf(now) };
    const answer = refuseStep('pay', pledge, arrivalOn(day, recorded));
    if (refusal === null) expect(answer).toBeNull();
    else expect(answer).toMatchObject(refusal);
  });
});

describe('the day on which money reached the bank', () => {
  const made = { createdAt: new Date('2026-12-31T15:59:59Z') };
  const today = new Date('2027-01-02T01:00:00Z');

  it.each<[string, string, string | null, boolean]>([
    ['today', '2027-01-02', null, true],
    ['tomorrow', '2027-01-03', null, false],
    ['the last day of the year before', '2026-12-31', null, true],
    ['31 days before the pledge', '2026-11-30', null, true],
    ['32 days before the pledge', '2026-11-29', null, false],
    ['the first day in the books of the account', '2026-12-02', '2026-12-01', true],
    ['a day that the opening balance holds', '2026-12-01', '2026-12-01', false],
    ['31 days before the pledge, the books being older', '2026-11-30', '2020-01-01', true],
    ['a day that the opening balance holds, after the pledge', '2026-12-31', '2026-12-31', false],
  ])('may be %s (%s, opened on %s): %s', (_what, day, openedOn, fine) => {
    const refusal = refusePaidOn(day, made, openedOn, today);
    if (fine) expect(refusal).toBeNull();
    else expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', field: 'paidOn', params: { last: '2027-01-02' } });
  });

  it.each([
    ['2027-01-02', '2027-01-02T01:00:00.000Z'],
    ['2027-01-01', '2026-12-31T16:00:00.000Z'],
    ['2026-12-31', '2026-12-30T16:00:00.000Z'],
  ])('%s becomes the moment %s, which belongs to that day', (day, moment) => {
    expect(arrivalOn(day, today).toISOString()).toBe(moment);
    expect(shanghaiDay(arrivalOn(day, today))).toBe(day);
  });
});

describe('receipt numbers', () => {
  it.each([
    [new Date('2026-06-08T02:00:00Z'), 1, 'HC-2026-000001'],
    [new Date('2026-12-31T15:59:59.999Z'), 42, 'HC-2026-000042'],
    [new Date('2026-12-31T16:00:00Z'), 1, 'HC-2027-000001'],
    [now, 1_234_567, 'HC-2017-1234567'],
  ])('of %s, the %i. of the year, is %s', (at, sequence, number) => expect(receiptNumber(at, sequence)).toBe(number));
});

describe('a bank reference', () => {
  it.each([
    ['Ref-2017 0609'],
    ['REF-20170609'],
    [' ref-20170609 '],
    ['ＲＥＦ－２０１７０６０９'],
    ['ref-2017\u30000609'],
    ['ref-\u200b20170609'],
    ['ref-2017\t0609'],
  ])('is the same when it is written as %j', (written) => expect(referenceKey(written)).toBe('REF-20170609'));
  it.each([['REF-20170608'], ['REF20170609'], ['REF-2017060'], ['REF-201706090']])(
    'is another one when it is written as %j',
    (written) => expect(referenceKey(written)).not.toBe('REF-20170609'),
  );
  it('fits its column in every form', () => expect(referenceKey('ﷺ'.repeat(64)).length).toBeLessThanOrEqual(200));
});

describe('own and added money of a gift', () => {
  it.each([
    // own, added, used, own used
    [10_000, 0, 0, 0],
    [10_000, 0, 3_000, 3_000],
    [10_000, 10_000, 0, 0],
    [10_000, 10_000, 1, 1],
    [10_000, 10_000, 3_001, 1_500],
    [10_000, 5_000, 15_000, 10_000],
    [100, 200, 299, 99],
    [1_000_000_000, 5_000_000_000, 5_999_999_999, 999_999_999],
  ])('of ¥%i fen with %i added, a use of %i takes %i of the donor', (amountFen, matchedFen, used, own) => {
    expect(ownUsedFen({ amountFen, matchedFen, refundedFen: 0 }, used)).toBe(own);
  });

  it('leaves something of the donor to go back whenever anything is left, and never more than was added', () => {
    for (const [amountFen, matchedFen] of [
      [100, 1],
      [100, 333],
      [137, 500],
    ] as const)
      for (let used = 1; used < amountFen + matchedFen; used += 1) {
        const own = ownUsedFen({ amountFen, matchedFen, refundedFen: 0 }, used);
        expect(own).toBeGreaterThan(0);
        expect(own).toBeLessThan(amountFen);
        expect(used - own).toBeLessThanOrEqual(matchedFen);
        // What is left after the rest went back is used up in the same proportion: nothing more is due.
        const rest = { amountFen, matchedFen: used - own, refundedFen: amountFen - own };
        expect(ownUsedFen(rest, used)).toBe(own);
      }
  });
});
