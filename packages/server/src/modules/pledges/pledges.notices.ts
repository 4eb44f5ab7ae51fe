import type { Tx } from '../../db/database.js';
import { formatFen } from '../../lib/money.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify } from '../notices/index.js';
import type { Project } from '../projects/index.js';
import type { Pledge } from './pledge.entity.js';

interface PledgeEnded {
  readonly pledgeId: string;
  readonly userId: string | null;
  readonly amountFen: number;
  readonly projectTitle: string;
  readonly reason: string;
}

/** Empty: the notice is about the reader's own pledge, and needs no further facts about the reader. */
type Own = Record<string, never>;

export const pledgeEnded = defineNoticeKind<PledgeEnded, Own>({
  name: 'PLEDGE_ENDED',
  label: 'pledge.notice.ended.label',
  topics: [NoticeTopic.GIFTS],
  // Guests have no account that could be notified. The page of their pledge shows it.
  recipients: async (_services, { userId }) => new Map(userId === null ? [] : [[userId, {}]]),
  words(language, { pledgeId, amountFen, projectTitle, reason }) {
    const params = { project: projectTitle, amount: formatFen(amountFen), reason };
    return {
      title: translate(language, 'pledge.notice.ended.title', params),
      text: translate(language, 'pledge.notice.ended.text', params),
      path: `/pledges/${pledgeId}`,
    };
  },
});

/** Records that the donor of a promise that staff ended is to be notified. */
export const notePledgeEnded = (
  tx: Tx,
  project: Project,
  { id, userId, amountFen }: Pledge,
  reason: string,
): Promise<void> => notify(tx, pledgeEnded, { pledgeId: id, userId, amountFen, projectTitle: project.title, reason });
