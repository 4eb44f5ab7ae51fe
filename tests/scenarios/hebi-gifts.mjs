// The gifts of Hebi's six days in 2022, one by one. Two figures are published: 554,300 participations and ¥77,536,700.
// Everything else here is invented and follows from a seed: who gave when, how much, to which project, and what went
// wrong on the way.
import { seededRandom } from '../support/random.mjs';
import { scaled, splitHeavily } from './shares.mjs';

/** The published figures. */
export const HEBI = { gifts: 554_300, fen: 7_753_670_000 };
export const DAYS = 6;
/** A replay with a smaller scale than this does not have the mixture of the whole. */
export const SMALLEST_SCALE = 0.001;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** The part of the money that a match fund added, of ten thousand. The published figure contains what was matched. */
const MATCHED_OF_10_000 = 1_000;

/**
 * The figures of a replay at `scale`, rounded down: the gifts, all that is raised, and the parts of it that donors give
 * and that a match fund adds.
 */
export function figuresAt(scale) {
  const raisedFen = scaled(HEBI.fen, scale);
  const matchedFen = Math.floor((raisedFen * MATCHED_OF_10_000) / 10_000);
  return { gifts: scaled(HEBI.gifts, scale), raisedFen, matchedFen, fen: raisedFen - matchedFen };
}

/**
 * @typedef {{ index: number, at: number, day: number, quiet: boolean, project: number, amountFen: number, payment: 'SANDBOX' | 'BANK_TRANSFER', account: number | null,
 *   guest: { name: string, phone: string | null } | null, unit: number | null, anonymous: boolean, message: string | null }} Gift
 * @typedef {{ gift: Gift, day: number, at: number, quiet: boolean, nth: number, kind: 'GIFT' | 'REPEAT' | 'REFUSED', hangsUpAfter: number | null, fault: keyof typeof REFUSALS | null }} Request
 * @typedef {{ seed: number, gifts: number, fen: number, projects: number, accounts: number, units: number }} Plan
 */

// ---- When: every day opens at ten o'clock, the evening has a smaller peak, the nights are quiet.

const DAY_WEIGHTS = [0.2, 0.11, 0.1, 0.14, 0.17, 0.28];
const HOUR_WEIGHTS = [
  0.05, 0.03, 0.02, 0.02, 0.02, 0.03, 0.08, 0.2, 0.5, 0.8, 1, 0.9, 0.9, 0.7, 0.7, 0.8, 0.8, 0.9, 1, 1.2, 1.3, 1.2, 0.8,
  0.3,
];
const QUIET_BELOW = 0.1;
const OPENING_MINUTE = 600;
/** The share of a day's gifts that come with the opening. Their rate falls to a third in OPENING_FADES_IN_MINUTES. */
const OPENING_SHARE = 0.35;
const OPENING_FADES_IN_MINUTES = 12;

function minuteWeights() {
  const steady = Array.from({ length: DAY_MINUTES }, (_, minute) => HOUR_WEIGHTS[Math.floor(minute / 60)]);
  const opening = steady.map((_, minute) =>
    minute < OPENING_MINUTE ? 0 : Math.exp((OPENING_MINUTE - minute) / OPENING_FADES_IN_MINUTES),
  );
  const [steadySum, openingSum] = [steady, opening].map((weights) => weights.reduce((sum, weight) => sum + weight, 0));
  return steady.map(
    (weight, minute) => ((1 - OPENING_SHARE) * weight) / steadySum + (OPENING_SHARE * opening[minute]) / openingSum,
  );
}

/** The moments of `count` gifts in their order, in milliseconds since the first midnight. */
export function* moments({ gifts: count, seed }) {
  const random = seededRandom(`${seed} moments`);
  const minutes = minuteWeights();
  let [share, given] = [0, 0];
  for (let day = 0; day < DAYS; day += 1) {
    for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
      share += DAY_WEIGHTS[day] * minutes[minute];
      const isLast = day === DAYS - 1 && minute === DAY_MINUTES - 1;
      const inMinute = (isLast ? count : Math.min(count, Math.floor(share * count))) - given;
      const quiet = HOUR_WEIGHTS[Math.floor(minute / 60)] < QUIET_BELOW;
      for (let nth = 0; nth < inMinute; nth += 1)
        yield {
          day,
          quiet,
          at: Math.floor((day * DAY_MINUTES + minute + (nth + random.next()) / inMinute) * MINUTE_MS),
        };
      given += inMinute;
    }
  }
}

// ---- How much: people give round and lucky amounts, and one gift of five hundred comes from an enterprise.

const AMOUNT_WEIGHTS = [
  [100, 3],
  [500, 5],
  [666, 1],
  [990, 3],
  [1_000, 16],
  [1_314, 1],
  [2_000, 17],
  [3_000, 5],
  [5_000, 17],
  [6_600, 4],
  [6_666, 1],
  [8_800, 5],
  [8_888, 1],
  [9_900, 2],
  [10_000, 13],
  [18_800, 1],
  [20_000, 4.5],
  [30_000, 1],
  [50_000, 1.6],
  [52_000, 0.3],
  [66_600, 0.2],
  [88_800, 0.2],
  [100_000, 0.8],
  [200_000, 0.15],
  [500_000, 0.03],
];
const GIFTS_PER_LARGE_ONE = 500;
const LARGE_STEP_FEN = 10_000;
/** The largest of the large gifts is at most this many times the smallest. */
const LARGE_SPREAD = 200;

const pickWeighted = (weights) => {
  const sum = weights.reduce((before, [, weight]) => before + weight, 0);
  return (random) => {
    let left = random.next() * sum;
    return (weights.find(([, weight]) => (left -= weight) < 0) ?? weights[0])[0];
  };
};
const pickAmount = pickWeighted(AMOUNT_WEIGHTS);

const largeOnes = (gifts) => Math.max(1, Math.floor(gifts / GIFTS_PER_LARGE_ONE));
/** Spreads the large gifts evenly: the n-th large gift comes when its share of all gifts has come. */
const isLarge = (index, gifts, large) =>
  Math.floor(((index + 1) * large) / gifts) > Math.floor((index * large) / gifts);

/** The amounts in their order, which sum to `fen` exactly: the enterprises give what the small gifts leave. */
export function* amounts({ gifts, fen, seed }) {
  const large = largeOnes(gifts);
  let rest = fen;
  const first = seededRandom(`${seed} amounts`);
  for (let index = 0; index < gifts; index += 1) if (!isLarge(index, gifts, large)) rest -= pickAmount(first);
  const parts = splitHeavily({
    total: rest,
    count: large,
    step: LARGE_STEP_FEN,
    spread: LARGE_SPREAD,
    random: seededRandom(`${seed} large amounts`),
  });
  if (parts.some((part) => part < LARGE_STEP_FEN))
    throw new Error(`With the seed ${seed} too little is left for enterprises: take another seed or a larger scale.`);
  // The same random numbers once more, so that the list of all amounts need not be kept.
  const again = seededRandom(`${seed} amounts`);
  let next = 0;
  for (let index = 0; index < gifts; index += 1) {
    const amountIsLarge = isLarge(index, gifts, large);
    yield { amountFen: amountIsLarge ? parts[next++] : pickAmount(again), isLarge: amountIsLarge };
  }
}

// ---- Who: most givers are guests, some have an account, and those who own a unit give on its behalf.

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const GIVEN_NAMES = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '洋',
  '艳',
  '勇',
  '军',
  '杰',
  '娟',
  '涛',
  '超',
  '明',
  '霞',
  '平',
  '刚',
  '桂英',
  '建国',
  '秀兰',
  '志强',
  '海燕',
  '子涵',
  '雨桐',
  '浩然',
  '欣怡',
  '国庆',
];
const MESSAGES = [
  '鹤壁加油!',
  '重建家园,一起出力。',
  '一点心意,愿早日恢复。',
  '党员献爱心。',
  '为淇河两岸的乡亲。',
  '风雨同舟。',
];

/** Shares of all gifts. */
const SHARES = {
  signedIn: 0.12,
  onBehalf: 0.03,
  namedOnly: 0.2,
  anonymous: 0.12,
  message: 0.05,
  transfer: 0.005,
  largeTransfer: 0.6,
};
/** One person gives more than once: the number of people is this share of the number of gifts. */
const PEOPLE_PER_GIFT = 0.7;

function guestOf(random, gifts) {
  const person = random.between(0, Math.ceil(gifts * PEOPLE_PER_GIFT));
  const name =
    SURNAMES[person % SURNAMES.length] + GIVEN_NAMES[Math.floor(person / SURNAMES.length) % GIVEN_NAMES.length];
  return { name, phone: random.chance(SHARES.namedOnly) ? null : `13${String(person).padStart(9, '0')}` };
}

function giverOf(random, { gifts, accounts, units }, large) {
  if (large || random.chance(SHARES.onBehalf)) {
    const unit = random.between(0, units - 1);
    return { account: unit, unit, guest: null };
  }
  if (random.chance(SHARES.signedIn)) return { account: random.between(0, accounts - 1), unit: null, guest: null };
  return { account: null, unit: null, guest: guestOf(random, gifts) };
}

/** Chooses the project of a gift. The first project gets the largest share, as a well-known project does. */
const pickProject = (random, projects) => Math.min(projects - 1, Math.floor(projects * random.next() ** 2));

/**
 * Every gift in its order.
 * @param {Plan} plan
 * @returns {Generator<Gift>}
 */
export function* giftsOf(plan) {
  const random = seededRandom(`${plan.seed} people`);
  const [times, sums] = [moments(plan), amounts(plan)];
  for (let index = 0; index < plan.gifts; index += 1) {
    const { value: moment } = times.next();
    const {
      value: { amountFen, isLarge: large },
    } = sums.next();
    yield {
      index,
      ...moment,
      amountFen,
      project: pickProject(random, plan.projects),
      ...giverOf(random, plan, large),
      payment: random.chance(large ? SHARES.largeTransfer : SHARES.transfer) ? 'BANK_TRANSFER' : 'SANDBOX',
      anonymous: random.chance(SHARES.anonymous),
      message: random.chance(SHARES.message) ? random.pick(MESSAGES) : null,
    };
  }
}

// ---- What goes wrong: of a hundred requests two repeat a key, and one is refused.

const REPEATED = 0.02;
const REFUSED = 0.01;
/** The distance of a repetition: a key is repeated soon, or up to a few thousand gifts later. */
const REMEMBERED = 4_000;

/** The kinds of wrong requests, and the documented code by which each is refused. */
export const REFUSALS = {
  NO_AMOUNT: 'BAD_USER_INPUT',
  TOO_LARGE: 'BAD_USER_INPUT',
  NOT_A_NUMBER: 'BAD_USER_INPUT',
  NO_NAME: 'BAD_USER_INPUT',
  NOBODY: 'UNAUTHENTICATED',
  FOREIGN_UNIT: 'FORBIDDEN',
  UNKNOWN_PROJECT: 'NOT_FOUND',
  CLOSED_PROJECT: 'INVALID_STATE',
  PAST_GOAL: 'LIMIT_EXCEEDED',
  KEY_REUSED: 'CONFLICT',
};

/** Returns a function that returns true for a `share` of its calls, evenly spread. */
function evenly(share) {
  let sum = 0;
  return () => {
    const before = Math.floor(sum);
    sum += share;
    return Math.floor(sum) > before;
  };
}

/**
 * Every request in its order: each gift, and among the gifts some repeated keys and some requests that have to be
 * refused. A gift with `hangsUpAfter` is sent twice: first that share of its bytes on a connection that breaks, then
 * the whole request with the same key. `fault` is the reason for a refusal; the `gift` of such a request is the gift
 * without the fault.
 * @param {Plan} plan
 * @returns {Generator<Request>}
 */
export function* requestsOf(plan) {
  const random = seededRandom(`${plan.seed} mishaps`);
  const faults = /** @type {(keyof typeof REFUSALS)[]} */ (Object.keys(REFUSALS));
  // A repeated gift is two requests; every other gift is one.
  const perGift = 1 / (1 - REPEATED - REFUSED);
  const [breaks, repeats, refusals] = [REPEATED / 2, REPEATED / 2, REFUSED].map((share) => evenly(share * perGift));
  const earlier = [];
  let refused = 0;
  for (const gift of giftsOf(plan)) {
    const { day, at, quiet } = gift;
    const request = { gift, day, at, quiet, nth: 0, hangsUpAfter: null, fault: null };
    yield { ...request, kind: 'GIFT', hangsUpAfter: breaks() ? (random.chance(0.5) ? 1 : random.next()) : null };
    earlier[gift.index % REMEMBERED] = gift;
    if (repeats()) yield { ...request, kind: 'REPEAT', gift: random.pick(earlier) };
    if (refusals()) {
      refused += 1;
      yield {
        ...request,
        kind: 'REFUSED',
        gift: random.pick(earlier),
        nth: refused,
        fault: faults[(refused - 1) % faults.length],
      };
    }
  }
}

/** Splits `stream` by day: an iterator for each day, which ends where the next day begins. */
export function* byDay(stream) {
  let next = stream.next();
  const ofDay = function* (day) {
    while (!next.done && next.value.day === day) {
      const { value } = next;
      next = stream.next();
      yield value;
    }
  };
  while (!next.done) yield { day: next.value.day, requests: ofDay(next.value.day) };
}

// ---- Keys: as random as a client's, so that they are spread over the whole index; the number of the gift can be read
// from them.

/** Returns a pseudo-random number of 32 bits from two numbers. */
function mixed(seed, number) {
  let bits = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ number) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

const hex = (number) => number.toString(16).padStart(8, '0');

/** The key of the `index`-th gift, the same each time that it is sent. */
export const keyOf = (seed, index) =>
  `${hex(mixed(seed, index))}-${hex(mixed(seed + 1, index))}-gift-${String(index).padStart(13, '0')}`;

/** Returns the number of the gift that a key belongs to; null when the key belongs to no gift. */
export function indexOf(seed, key) {
  const index = Number(/-gift-(\d{13})$/.exec(key)?.[1] ?? -1);
  return index >= 0 && key === keyOf(seed, index) ? index : null;
}
