import { badInput, type DomainError, invalidState } from '../../errors.js';
import { DAY_MS } from '../../lib/days.js';
import { CampaignAction, CampaignState } from './campaign.enums.js';

export const LIMITS = {
  title: { max: 60 },
  theme: { max: 200 },
  rules: { max: 5_000, multiline: true },
  reason: { max: 500, multiline: true },
  projects: { min: 1, max: 50 },
  version: { min: 0, max: 1_000_000 },
  years: 2,
  earlierYears: { min: 0, max: 30 },
  firstYear: 1949,
  /** Up to ¥100 billion. */
  earlierRaised: { min: 0, max: 10_000_000_000_000 },
  earlierGifts: { min: 0, max: 1_000_000_000 },
  source: { max: 200 },
} as const;

export interface TimedCampaign {
  opensAt: Date;
  closesAt: Date;
  returnedAt: Date | null;
  publishedAt: Date | null;
  endedAt: Date | null;
}

/** Where a campaign stands at the moment `now`. It is open from `opensAt` on, and no longer at `closesAt`. */
export function stateOf(
  { opensAt, closesAt, returnedAt, publishedAt, endedAt }: TimedCampaign,
  now: Date,
): CampaignState {
  if (publishedAt === null) return returnedAt === null ? CampaignState.WAITING : CampaignState.RETURNED;
  if (endedAt !== null) return CampaignState.ENDED;
  if (now < opensAt) return CampaignState.UPCOMING;
  return now < closesAt ? CampaignState.OPEN : CampaignState.CLOSED;
}

/** Whether no further gift can be made for the campaign. */
export const isOver = (state: CampaignState): boolean =>
  state === CampaignState.CLOSED || state === CampaignState.ENDED;

/** Checks the two moments of a campaign that is proposed at `now`. Throws BAD_USER_INPUT. */
export function requireTimes(opensAt: Date, closesAt: Date, now: Date): void {
  const limit = now.getTime() + LIMITS.years * 366 * DAY_MS;
  for (const [field, moment] of [
    ['opensAt', opensAt],
    ['closesAt', closesAt],
  ] as const) {
    if (moment <= now) throw badInput(field, 'date.past');
    if (moment.getTime() > limit) throw badInput(field, 'date.tooFar', { years: LIMITS.years });
  }
  if (closesAt <= opensAt) throw badInput('closesAt', 'campaign.closesFirst');
}

const STATES: Record<CampaignAction, readonly CampaignState[]> = {
  UPDATE: [CampaignState.WAITING, CampaignState.RETURNED],
  DECIDE: [CampaignState.WAITING],
  END: [CampaignState.UPCOMING, CampaignState.OPEN],
};

/** Why a campaign in this state does not take the action, or null. */
export function refuseAction(action: CampaignAction, state: CampaignState): DomainError | null {
  return STATES[action].includes(state) ? null : invalidState(`campaign.cannot.${action}`);
}

/** What the viewer may decide on a campaign besides the state. */
export interface CampaignViewer {
  /** Whether the viewer edits for the unit that proposes it. */
  editor: boolean;
  /** Whether the viewer publishes campaigns and does not belong to that unit. */
  publisher: boolean;
}

/** What the viewer can do with a campaign in this state. */
export function actionsFor(state: CampaignState, { editor, publisher }: CampaignViewer): CampaignAction[] {
  const allowed: Record<CampaignAction, boolean> = { UPDATE: editor, DECIDE: publisher, END: editor || publisher };
  return Object.values(CampaignAction).filter((action) => allowed[action] && refuseAction(action, state) === null);
}
