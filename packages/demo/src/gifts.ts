import type { DemoRole } from './accounts.js';
import { Random } from './random.js';
import type { DemoGiving, DemoProject, DemoSingleGift } from './shapes.js';
import type { Timeline } from './timeline.js';

/** A gift that the demo will make. */
export interface PlannedGift {
  at: Date;
  /** Who gives: one of the accounts, or a guest. */
  by: DemoRole | { guest: string; phone: string | null };
  /** Key of the unit that the gift counts for. */
  unit: string | null;
  yuan: number;
  anonymous: boolean;
  message: string | null;
  outcome: DemoSingleGift['outcome'];
  /** When the transfer is confirmed or taken back. */
  settledAt: Date | null;
}

/** Family names of invented guests. A guest leaves a family name or less. */
const FAMILY_NAMES = ['李', '陈', '黄', '梁', '何', '吴', '周', '林', '郑', '冯', '刘', '张', '杨', '罗', '邓', '谭'];
const OTHER_NAMES = [
  '热心街坊',
  '退休党员',
  '社区志愿者',
  '爱心市民',
  '路过的人',
  '一位家长',
  '一名教师',
  '老街坊',
  '青年志愿者',
  '企业员工',
];
const LETTERS = [...'ABCDEFGHJKLMN'];

const MESSAGES = [
  '支持！',
  '一点心意。',
  '加油！',
  '愿越来越好。',
  '谢谢你们的坚持。',
  '希望帮到有需要的人。',
  '好项目，应该支持。',
  '社区有你们真好。',
  '请把钱用在刀刃上。',
  '期待看到进展。',
  '和孩子一起捐的。',
  '党员应该带头。',
  '人人出一份力。',
  '辛苦了，志愿者们！',
];

/** Amounts in yuan that people give, each with its weight. */
const AMOUNTS = [
  [10, 6],
  [20, 10],
  [50, 19],
  [66, 5],
  [88, 6],
  [100, 26],
  [200, 14],
  [300, 6],
  [500, 6],
  [1_000, 2],
] as const;

/** A transfer may wait this long for its confirmation. Younger gifts of people are all paid at once. */
const CONFIRMED_WITHIN_DAYS = 3;

/**
 * Returns all gifts to `project`. Their days count back from the timeline's end. The plan is the same at every start.
 */
export function planGifts(project: DemoProject, timeline: Timeline): PlannedGift[] {
  const { giving } = project;
  if (giving === undefined) return [];
  const random = new Random(project.key);
  const gifts = [
    ...Array.from({ length: giving.people }, () => giftOfSomebody(random, giving, timeline)),
    ...giving.units.map((gift) => giftOfUnit(random, gift, timeline)),
    ...(giving.singles ?? []).map((gift) => singleGift(random, gift, timeline)),
  ];
  if (giving.fill !== undefined)
    gifts.push(
      giftOfUnit(random, { ...giving.fill, yuan: amountOfFill(project, giving.fill.leavesYuan, gifts) }, timeline),
    );
  return gifts;
}

/**
 * Returns the amount that fills the project up to its goal less `leavesYuan`. Transfers that never arrive do not count.
 */
function amountOfFill(project: DemoProject, leavesYuan: number, gifts: readonly PlannedGift[]): number {
  const goal = project.milestones.reduce((sum, [, yuan]) => sum + yuan, 0);
  const given = gifts
    .filter(({ outcome }) => outcome !== 'expires' && outcome !== 'cancelled')
    .reduce((sum, { yuan }) => sum + yuan, 0);
  const missing = goal - leavesYuan - given;
  if (missing <= 0) throw new Error(`the gifts to ${project.key} leave nothing to fill up`);
  return missing;
}

const daytime = (random: Random, timeline: Timeline, daysAgo: number): Date =>
  timeline.day(daysAgo, random.between(9, 21), random.between(0, 59), random.between(0, 59));

function giftOfSomebody(random: Random, { from, to }: DemoGiving, timeline: Timeline): PlannedGift {
  // The square puts most gifts near the start, because most people give while the news is fresh.
  const daysAgo = from - Math.floor((from - to + 1) * random.next() ** 2);
  const at = daytime(random, timeline, daysAgo);
  const transfer = daysAgo > CONFIRMED_WITHIN_DAYS && random.chance(0.14);
  return {
    at,
    by: guest(random),
    unit: null,
    yuan: random.weighted(AMOUNTS),
    anonymous: random.chance(0.13),
    message: random.chance(0.22) ? random.pick(MESSAGES) : null,
    outcome: transfer ? 'transfer' : 'sandbox',
    settledAt: transfer ? confirmation(random, timeline, daysAgo) : null,
  };
}

const confirmation = (random: Random, timeline: Timeline, daysAgo: number): Date =>
  timeline.day(daysAgo - random.between(1, 2), 15, random.between(0, 59));

function guest(random: Random): { guest: string; phone: string | null } {
  const name = random.chance(0.6)
    ? `${random.pick(FAMILY_NAMES)}${random.pick(['女士', '先生'])}`
    : `${random.pick(OTHER_NAMES)} ${random.pick(LETTERS)}`;
  // Some guests give again, and are recognised by their telephone number. A number of zeros belongs to nobody.
  const phone = random.chance(0.25) ? `0000000${String(FAMILY_NAMES.indexOf(name[0]!) + 1).padStart(4, '0')}` : null;
  return { guest: name, phone };
}

/**
 * Units give large sums by transfer. The administrator gives for many units, so the page shows the unit's name only.
 */
const giftOfUnit = (
  random: Random,
  gift: { unit: string; by: DemoRole; yuan: number; daysAgo: number; message?: string },
  timeline: Timeline,
): PlannedGift => ({
  at: timeline.day(gift.daysAgo, 10, random.between(0, 59)),
  by: gift.by,
  unit: gift.unit,
  yuan: gift.yuan,
  anonymous: gift.by === 'admin',
  message: gift.message ?? null,
  outcome: 'transfer',
  settledAt: timeline.day(gift.daysAgo, 16, random.between(0, 59)),
});

function singleGift(random: Random, gift: DemoSingleGift, timeline: Timeline): PlannedGift {
  const { ago, outcome } = gift;
  const planned = {
    by: typeof gift.by === 'string' ? gift.by : { guest: gift.by.guest, phone: null },
    unit: gift.unit ?? null,
    yuan: gift.yuan,
    anonymous: gift.anonymous ?? false,
    message: gift.message ?? null,
    outcome,
  };
  if ('minutes' in ago) return { ...planned, at: timeline.minutesAgo(ago.minutes), settledAt: null };
  const settledAt = outcome === 'transfer' || outcome === 'cancelled' ? confirmation(random, timeline, ago.days) : null;
  return { ...planned, at: daytime(random, timeline, ago.days), settledAt };
}
