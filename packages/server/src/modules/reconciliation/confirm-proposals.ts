import { PlatformRole, type Services, type ViewerSession } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { updateRows } from '../../db/rows.js';
import type { MatchReason } from './matching.rules.js';
import { bookProposals } from './movements.service.js';
import { confirmPairings } from './settle-lines.js';
import { MatchReasonKind } from './statement.enums.js';
import { StatementLine } from './statement.entities.js';
import { NO_PROPOSAL, saveProposals } from './stored-proposals.js';

/** Returns a session of the treasurer who asked for the work. The role was checked at the time of the request. */
export const asTreasurer = (userId: string): ViewerSession => ({
  userId,
  sessionId: '',
  name: '',
  roles: new Set([PlatformRole.TREASURER]),
});

/** Refusals that concern only the person who confirms. The line keeps its proposal, and a colleague confirms it. */
const COLLEAGUE: Readonly<Record<string, MatchReasonKind>> = {
  'pledge.ownGift': MatchReasonKind.OWN_GIFT,
  'duty.decidedBefore': MatchReasonKind.OTHER_DUTY,
};

/**
 * Confirms the proposals of locked lines, and books proposed movements. A refused line keeps the reason and loses its
 * proposal. Gifts of the person who confirms keep their proposal for a colleague. Returns the number of these gifts.
 */
export async function confirmByProposals(
  services: Services,
  tx: Tx,
  lines: readonly StatementLine[],
  userId: string,
): Promise<number> {
  const pairings = lines
    .filter(({ pledgeId }) => pledgeId !== null)
    .map((line) => ({ line, pledgeIds: [line.pledgeId!, ...line.furtherPledgeIds] }));
  const refusals = await confirmPairings(services, tx, pairings, userId);
  const reasonOf = (index: number) => COLLEAGUE[refusals[index]?.key ?? ''];
  const refused = pairings.filter((_, index) => refusals[index] !== null && reasonOf(index) === undefined);
  saveProposals(
    tx,
    refused.map(({ line }) => line),
    ({ pledgeId }) => ({ ...NO_PROPOSAL, reasons: [{ kind: MatchReasonKind.REFUSED, pledgeId: pledgeId! }] }),
  );
  const left = pairings.flatMap(({ line }, index) => {
    const kind = reasonOf(index);
    return kind === undefined ? [] : [{ line, kind }];
  });
  for (const line of await bookProposals({ env: services.env, viewer: asTreasurer(userId) }, tx, lines))
    left.push({ line, kind: MatchReasonKind.OTHER_DUTY });
  for (const { line, kind } of left)
    if (!line.matchReasons.some((reason) => reason.kind === kind))
      line.reasons = JSON.stringify([...line.matchReasons, { kind } satisfies MatchReason]);
  updateRows(
    tx,
    StatementLine,
    left.map(({ line }) => line),
    ['reasons'],
  );
  return left.length;
}
