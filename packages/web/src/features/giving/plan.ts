import type { GiveProjectFragment, PaymentMethod, PledgeInput, PlatformPartsFragment } from '@hongchuang/schema';
import { parseYuan } from '../../lib/money';

/** What the form holds. `giver` is 'me', 'guest' or the id of a unit. */
export interface GiveValues {
  amount: string;
  giver: string;
  guest: { name?: string; phone?: string };
  anonymous: boolean;
  message: string;
  payment: PaymentMethod;
}

export interface Limits {
  min: number;
  max: number;
  /** How much the project still takes; undefined when it takes gifts past its goal. */
  room: number | undefined;
}

export function limitsOf(project: Pick<GiveProjectFragment, 'acceptsOverGoal' | 'goal' | 'progress'>, platform: Pick<PlatformPartsFragment, 'minPledge' | 'maxPledge'>): Limits {
  const { raised, pendingFirm } = project.progress;
  const room = project.acceptsOverGoal ? undefined : Math.max(0, project.goal - raised - pendingFirm);
  return { min: platform.minPledge, max: Math.min(platform.maxPledge, room ?? platform.maxPledge), room };
}

export type AmountProblem = 'missing' | 'malformed' | 'tooSmall' | 'tooLarge' | 'pastGoal';

export function amountProblem(text: string, { min, max, room }: Limits): AmountProblem | undefined {
  if (text.trim() === '') return 'missing';
  const fen = parseYuan(text);
  if (fen === undefined) return 'malformed';
  if (fen < min) return 'tooSmall';
  if (room !== undefined && fen > room) return 'pastGoal';
  if (fen > max) return 'tooLarge';
  return undefined;
}

const FOR_ONE = [50_00, 100_00, 200_00, 500_00, 1_000_00];
const FOR_A_UNIT = [1_000_00, 5_000_00, 10_000_00, 50_000_00, 100_000_00];

/** Amounts to choose at a click. What the project cannot take any more is not offered; what it still lacks is. */
export function quickAmounts(unit: boolean, goal: number, { min, max, room }: Limits): number[] {
  const fitting = (unit ? FOR_A_UNIT : FOR_ONE).filter((fen) => fen >= min && fen <= Math.min(max, goal));
  const largest = fitting[fitting.length - 1] ?? 0;
  const closesIt = room !== undefined && room >= min && room <= max && room > largest && (fitting.length < 5 || unit);
  return closesIt ? [...fitting, room] : fitting;
}

export type GiftDoes =
  | { kind: 'serves'; people: number; unit: string }
  | { kind: 'partOfOne'; percent: number }
  | { kind: 'paysStage'; title: string }
  | { kind: 'partOfStage'; title: string; percent: number }
  | { kind: 'towardsStage'; title: string }
  | undefined;

/** What an amount does, from what the project promised. Cut towards the modest side, never rounded up. */
export function giftDoes(
  fen: number,
  { goal, indicators }: Pick<GiveProjectFragment, 'goal' | 'indicators'>,
  stage: { title: string; amount: number } | undefined,
): GiftDoes {
  const people = indicators.find((one) => one.kind === 'PEOPLE_SERVED' && one.target >= 1 && Number.isInteger(one.target));
  if (people && goal > 0) {
    const share = BigInt(fen) * BigInt(people.target);
    // No more people than the project means to serve, however much is given.
    const served = Math.min(people.target, Number(share / BigInt(goal)));
    if (served >= 1) return { kind: 'serves', people: served, unit: people.unit };
    const percent = Number((share * 100n) / BigInt(goal));
    if (percent >= 1) return { kind: 'partOfOne', percent };
  }
  if (!stage || stage.amount <= 0) return undefined;
  if (fen >= stage.amount) return { kind: 'paysStage', title: stage.title };
  const percent = Number((BigInt(fen) * 100n) / BigInt(stage.amount));
  return percent >= 1 ? { kind: 'partOfStage', title: stage.title, percent } : { kind: 'towardsStage', title: stage.title };
}

/** Who gives, given who is signed in now: a stored choice may be from another session. */
export function giverNow(chosen: string | undefined, viewer: { memberships: readonly { organization: { id: string; verification: string } }[] } | null): string {
  if (!viewer) return 'guest';
  return viewer.memberships.some(({ organization }) => organization.id === chosen && organization.verification === 'VERIFIED') ? chosen! : 'me';
}

export type PledgeContent = Omit<PledgeInput, 'idempotencyKey'>;

/** What is sent, without its key. The amount must have been checked. */
export function pledgeContent(projectId: string, values: GiveValues, giver: string): PledgeContent {
  const message = values.message?.trim();
  const phone = values.guest?.phone?.trim();
  return {
    projectId,
    amount: parseYuan(values.amount) ?? 0,
    payment: values.payment,
    anonymous: values.anonymous === true,
    ...(message && { message }),
    ...(giver === 'guest' ? { guest: { name: values.guest?.name?.trim() ?? '', ...(phone && { phone }) } } : giver === 'me' ? {} : { onBehalfOfId: giver }),
  };
}

/** How the server shows anonymous donors, in any language. */
export const ANONYMOUS_NAME = '爱心人士';

/** Keys are the donor's: what a guest sent unanswered is not repeated as somebody who signed in since. */
export const pledgeScope = (projectId: string, viewerId: string | undefined): string => `pledge:${projectId}:${viewerId ?? 'guest'}`;

const FIELDS = ['amount', 'giver', 'guest.name', 'guest.phone', 'message', 'payment'];

/** The form's own name of a refused input; undefined when no field stands for it. */
export function fieldOf(path: readonly (string | number)[] | undefined): (string | number)[] | undefined {
  const name = path?.join('.') === 'onBehalfOfId' ? ['giver'] : path;
  return name && FIELDS.includes(name.join('.')) ? [...name] : undefined;
}

/** The block of the form in which a field stands. */
export function blockOf(field: readonly (string | number)[]): 1 | 2 | 3 {
  if (field[0] === 'amount') return 1;
  return field[0] === 'payment' ? 3 : 2;
}
