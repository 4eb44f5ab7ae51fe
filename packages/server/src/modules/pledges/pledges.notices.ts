import type { Tx } from '../../db/database.js';
import { formatFen } from '../../lib/money.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, GuestAddress, NoticeTopic, notify } from '../notices/index.js';
import type { Project } from '../projects/index.js';
import type { Pledge } from './pledge.entity.js';

interface PledgeEnded {
  readonly pledgeId: string;
  readonly userId: string | null;
  /** The project's name in addresses. Events of earlier versions lack it. */
  readonly projectSlug?: string;
  readonly amountFen: number;
  readonly projectTitle: string;
  readonly reason: string;
}

/** Whether the reader is a guest, who has no page of the pledge. */
type Own = { readonly guest?: true };

export const pledgeEnded = defineNoticeKind<PledgeEnded, Own>({
  name: 'PLEDGE_ENDED',
  label: 'pledge.notice.ended.label',
  topics: [NoticeTopic.GIFTS],
  async recipients({ db }, { userId, pledgeId }): Promise<Map<string, Own>> {
    if (userId !== null) return new Map([[userId, {}]]);
    return new Map((await db.read.existsBy(GuestAddress, { id: pledgeId })) ? [[pledgeId, { guest: true }]] : []);
  },
  words(language, { pledgeId, amountFen, projectTitle, projectSlug, reason }, { guest }) {
    const params = { project: projectTitle, amount: formatFen(amountFen), reason };
    return {
      title: translate(language, 'pledge.notice.ended.title', params),
      text: translate(language, 'pledge.notice.ended.text', params),
      path: guest ? `/projects/${projectSlug}` : `/pledges/${pledgeId}`,
    };
  },
});

/** Records that the donor of a promise that staff ended is to be notified. */
export const notePledgeEnded = (
  tx: Tx,
  project: Project,
  { id, userId, amountFen }: Pledge,
  reason: string,
): Promise<void> =>
  notify(tx, pledgeEnded, {
    pledgeId: id,
    userId,
    amountFen,
    projectTitle: project.title,
    projectSlug: project.slug,
    reason,
  });
