import type {
  DonorCategory,
  GiveProjectFragment,
  PaymentMethod,
  PledgeInput,
  PlatformPartsFragment,
} from '@hongchuang/schema';
import { parseYuan } from '../../lib/money';

/** The values of the form. `giver` is 'me', 'guest', the id of a unit, or empty until somebody chooses. */
export interface GiveValues {
  amount: string;
  giver: string;
  guest: { name?: string; phone?: string; email?: string };
  anonymous: boolean;
  /** Whether the public sees who handled a unit's gift. */
  named: boolean;
  message: string;
  /** The id of the campaign for which the gift counts; empty for none. */
  campaign: string;
  /** What the donor is, for the figures of the campaign. */
  category: DonorCategory;
  payment: PaymentMethod;
}

export interface Limits {
  min: number;
  max: number;
  /** How much the project still takes, in fen; undefined when it takes gifts past its goal. */
  room: number | undefined;
}

export function limitsOf(
  project: Pick<GiveProjectFragment, 'acceptsOverGoal' | 'goal' | 'progress'>,
  platform: Pick<PlatformPartsFragment, 'minPledge' | 'maxPledge'>,
): Limits {
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

/**
 * Returns amounts to choose with one click: those that the unit of the project wrote about, or usual ones. It leaves out
 * amounts above the room of the project and offers that room itself.
 */
export function quickAmounts(
  unit: boolean,
  { goal, giftExamples }: Pick<GiveProjectFragment, 'goal' | 'giftExamples'>,
  { min, max, room }: Limits,
): number[] {
  const told = giftExamples.map(({ amount }) => amount);
  const offered = unit ? FOR_A_UNIT : told.length > 0 ? told : FOR_ONE;
  const fitting = offered.filter((fen) => fen >= min && fen <= Math.min(max, goal));
  const largest = fitting[fitting.length - 1] ?? 0;
  const closesIt = room !== undefined && room >= min && room <= max && room > largest && (fitting.length < 5 || unit);
  return closesIt ? [...fitting, room] : fitting;
}

export type GiftEffect =
  | { kind: 'told'; words: string }
  | { kind: 'paysStage'; title: string }
  | { kind: 'partOfStage'; title: string; percent: number }
  | { kind: 'towardsStage'; title: string }
  | undefined;

/**
 * Returns what an amount does: in the words of the unit where it wrote some for this amount, and otherwise from the
 * budget of the next stage. Figures are cut off and never rounded up.
 */
export function giftEffect(
  fen: number,
  { giftExamples }: Pick<GiveProjectFragment, 'giftExamples'>,
  stage: { title: string; amount: number } | undefined,
): GiftEffect {
  const told = giftExamples.find(({ amount }) => amount === fen);
  if (told) return { kind: 'told', words: told.does };
  if (!stage || stage.amount <= 0) return undefined;
  if (fen >= stage.amount) return { kind: 'paysStage', title: stage.title };
  const percent = Number((BigInt(fen) * 100n) / BigInt(stage.amount));
  return percent >= 1
    ? { kind: 'partOfStage', title: stage.title, percent }
    : { kind: 'towardsStage', title: stage.title };
}

/**
 * The campaign for which a gift counts unless the donor says otherwise: the one whose page led here, or the only open
 * one. Empty for none.
 */
export function firstCampaign(open: readonly { id: string }[], from: string | null): string {
  if (open.some(({ id }) => id === from)) return from!;
  return open.length === 1 ? open[0]!.id : '';
}

interface Giver {
  memberships: readonly { role: string; organization: { id: string; verification: string } }[];
}

/**
 * Returns who gives, depending on the current viewer, because a stored choice may come from another session. Who speaks
 * for a unit gives for it until they choose otherwise.
 */
export function giverNow(chosen: string | undefined, viewer: Giver | null): string {
  if (!viewer) return 'guest';
  const units = viewer.memberships.filter(({ organization }) => organization.verification === 'VERIFIED');
  if (units.some(({ organization }) => organization.id === chosen)) return chosen!;
  if (chosen === 'me') return 'me';
  return units.find(({ role }) => role === 'OWNER' || role === 'EDITOR')?.organization.id ?? 'me';
}

export type PledgeContent = Omit<PledgeInput, 'idempotencyKey'>;

/** Returns the content that is sent, without its key. The amount must have been checked. */
export function pledgeContent(projectId: string, values: GiveValues, giver: string): PledgeContent {
  const message = values.message?.trim();
  const phone = values.guest?.phone?.trim();
  const email = values.guest?.email?.trim();
  return {
    projectId,
    amount: parseYuan(values.amount) ?? 0,
    payment: values.payment,
    anonymous: giver === 'guest' || giver === 'me' ? values.anonymous === true : values.named !== true,
    ...(message && { message }),
    ...(values.campaign && { campaignId: values.campaign, donorCategory: values.category }),
    ...(giver === 'guest'
      ? { guest: { name: values.guest?.name?.trim() ?? '', ...(phone && { phone }), ...(email && { email }) } }
      : giver === 'me'
        ? {}
        : { onBehalfOfId: giver }),
  };
}

/** The name that the server shows for anonymous donors, in every language. */
export const ANONYMOUS_NAME = '爱心人士';

/** Keys belong to the donor: a guest's unanswered gift must not be repeated by a person who signed in since. */
export const pledgeScope = (projectId: string, viewerId: string | undefined): string =>
  `pledge:${projectId}:${viewerId ?? 'guest'}`;

const FIELDS = [
  'amount',
  'giver',
  'guest.name',
  'guest.phone',
  'guest.email',
  'message',
  'campaign',
  'category',
  'payment',
];

/** The names of inputs that the form calls by another name. */
const CALLED: Readonly<Record<string, string>> = {
  onBehalfOfId: 'giver',
  campaignId: 'campaign',
  donorCategory: 'category',
};

/** Returns the form's name of a refused input; undefined when the form has no such field. */
export function fieldOf(path: readonly (string | number)[] | undefined): (string | number)[] | undefined {
  const called = path && CALLED[path.join('.')];
  const name = called === undefined ? path : [called];
  return name && FIELDS.includes(name.join('.')) ? [...name] : undefined;
}

/** Returns the block of the form that contains a field. */
export function blockOf(field: readonly (string | number)[]): 1 | 2 | 3 {
  if (field[0] === 'amount') return 1;
  return field[0] === 'payment' ? 3 : 2;
}
