import type { Tx } from '../../db/database.js';
import { formatFen } from '../../lib/money.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, notify } from '../notices/index.js';
import type { Project } from '../projects/index.js';
import type { Pledge } from './pledge.entity.js';

interface PledgeEnded {
  readonly pledgeId: string;
  readonly userId: string | null;
  readonly amountFen: number;
  readonly projectTitle: string;
  readonly reason: string;
}

/** It is the reader's own pledge: nothing more is to be known of them. */
type Own = Record<string, never>;

const pledgeEnded = defineNoticeKind<PledgeEnded, Own>({
  name: 'PLEDGE_ENDED',
  label: 'pledge.notice.ended.label',
  // Guests have no account to be told by; the page of their pledge says it.
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

/** Notes that the donor of a promise that staff ended is to be told. */
export const notePledgeEnded = (tx: Tx, project: Project, { id, userId, amountFen }: Pledge, reason: string): Promise<void> =>
  notify(tx, pledgeEnded, { pledgeId: id, userId, amountFen, projectTitle: project.title, reason });
