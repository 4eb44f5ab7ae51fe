import type { FundingRule, IndicatorKind } from '@hongchuang/server/modules/projects/index.js';
import type { DemoRole } from './accounts.js';

// Every date is a number of days before the moment at which the demo is loaded. A negative number is a day in the
// future.

/** Title, budget in yuan, and the day when the stage is due. */
export type DemoMilestone = readonly [title: string, yuan: number, dueDaysAgo: number];
export type DemoIndicator = readonly [name: string, unit: string, kind: IndicatorKind, target: number];

/** An amount in yuan, and what it does. */
export type DemoGiftExample = readonly [yuan: number, does: string];

export interface DemoContent {
  readonly title: string;
  readonly summary: string;
  readonly story: string;
  readonly category: string;
  readonly region: string;
  readonly fundingEnds: number;
  readonly acceptsOverGoal: boolean;
  readonly fundingRule?: FundingRule;
  readonly milestones: readonly DemoMilestone[];
  readonly indicators: readonly DemoIndicator[];
  readonly giftExamples?: readonly DemoGiftExample[];
}

/** One step of a project's life, with the texts that belong to it. */
export type DemoStep =
  | readonly [daysAgo: number, step: 'submit' | 'withdraw']
  /** Stages by their positions, counted from 1: reported; reported and verified; or also paid. */
  | readonly [daysAgo: number, step: 'report' | 'verify' | 'pay', ...stages: number[]]
  | readonly [daysAgo: number, step: 'approve', comment?: string]
  | readonly [daysAgo: number, step: 'requestChanges' | 'reject' | 'cancel' | 'stop' | 'refund', words: string]
  | readonly [daysAgo: number, step: 'object' | 'dismissObjection', words: string]
  | readonly [daysAgo: number, step: 'revise', changes: Partial<DemoContent>];

/** A measurement and its verdict. Without a verdict it still waits for a reviewer. */
export interface DemoMeasurement {
  /** Position of its indicator, counted from 0. */
  readonly of: number;
  readonly value: number;
  readonly daysAgo: number;
  readonly note: string;
  readonly verdict?: readonly ['verify' | 'reject', comment?: string];
}

/** A gift on behalf of a unit, by one of its members. */
export interface DemoUnitGift {
  readonly unit: string;
  readonly by: DemoRole;
  readonly yuan: number;
  readonly daysAgo: number;
  readonly message?: string;
}

/** A gift that one of the demo accounts, or a guest, makes for a reason of the story. */
export interface DemoSingleGift {
  /** Account, or the name a guest gives. */
  readonly by: DemoRole | { readonly guest: string };
  readonly unit?: string;
  readonly yuan: number;
  /** Days ago, or minutes ago for the newest events. */
  readonly ago: { readonly days: number } | { readonly minutes: number };
  readonly anonymous?: boolean;
  readonly message?: string;
  /**
   * Paid at once in the sandbox, paid by transfer, or a transfer that never arrived, was cancelled or is still pending.
   */
  readonly outcome: 'sandbox' | 'transfer' | 'expires' | 'cancelled' | 'pending';
}

export interface DemoGiving {
  /** How many people give, and from which day to which day. */
  readonly people: number;
  readonly from: number;
  readonly to: number;
  readonly units: readonly DemoUnitGift[];
  /** The last large gift. It leaves this many yuan to the goal, or exceeds the goal by a negative number. */
  readonly fill?: Omit<DemoUnitGift, 'yuan'> & { readonly leavesYuan: number };
  readonly singles?: readonly DemoSingleGift[];
}

export interface DemoProject extends DemoContent {
  readonly key: string;
  /** Key of the unit that runs it. */
  readonly unit: string;
  /** The text that says what about the project is invented. */
  readonly demoNote: string;
  readonly created: number;
  readonly steps: readonly DemoStep[];
  readonly giving?: DemoGiving;
  readonly measurements?: readonly DemoMeasurement[];
  /** From this many days ago on, the organisation publishes none of the reports that it owes. */
  readonly silentFrom?: number;
}

/** For the four projects of the launch, press reports name the units and causes. Figures and dates are invented. */
export const REPORTED_NOTE = '演示数据：金额、日期、阶段与指标为虚构；单位与事由见 2017 年公开报道。';
/** For two of them, the press reports give neither title nor place. */
export const REPORTED_CAUSE_NOTE =
  '演示数据：项目名称、具体做法、地区、金额、日期、阶段与指标为虚构；单位与事由见 2017 年公开报道。';
export const INVENTED_NOTE = '演示项目：名称、内容、金额与数字均为虚构，不代表所示单位的真实工作。';
