import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { formatFen, toFen } from '../../lib/money.js';
import { translate, type Language, type MessageKey } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify, type NoticeWords } from '../notices/index.js';
import type { Project } from '../projects/index.js';
import { RefundCause, type RefundOrder } from './refund.entities.js';

interface RefundEvent {
  readonly orderId: string;
  readonly projectTitle: string;
  readonly reason: string;
}

/** The sum that goes back to one donor, over all of the donor's gifts. */
interface Own {
  readonly amountFen: number;
  readonly pledgeId: string | null;
}

/**
 * Returns the donors of the order's gifts. Guests have no account for notifications; their receipt shows the refund.
 */
async function donors({ db }: Services, { orderId }: RefundEvent): Promise<Map<string, Own>> {
  const gifts = await db.read.query<{ user_id: string; pledge_id: string; amount_fen: number | string }[]>(
    'SELECT p.user_id, i.pledge_id, i.amount_fen FROM refund_items i JOIN pledges p ON p.id = i.pledge_id WHERE i.order_id = ? AND p.user_id IS NOT NULL',
    [orderId],
  );
  const told = new Map<string, Own>();
  for (const gift of gifts) {
    const before = told.get(gift.user_id);
    told.set(gift.user_id, {
      amountFen: (before?.amountFen ?? 0) + toFen(gift.amount_fen),
      pledgeId: before === undefined ? gift.pledge_id : null,
    });
  }
  return told;
}

const wordsOf =
  (kind: 'refunded' | 'takenBack') =>
  (language: Language, { projectTitle, reason }: RefundEvent, { amountFen, pledgeId }: Own): NoticeWords => {
    const word = (part: 'title' | 'text') =>
      translate(language, `refund.notice.${kind}.${part}` as MessageKey, {
        project: projectTitle,
        reason,
        amount: formatFen(amountFen),
      });
    return {
      title: word('title'),
      text: word('text'),
      path: pledgeId === null ? '/account#gifts' : `/pledges/${pledgeId}`,
    };
  };

export const giftRefunded = defineNoticeKind<RefundEvent, Own>({
  name: 'GIFT_REFUNDED',
  label: 'refund.notice.refunded.label',
  topics: [NoticeTopic.GIFTS],
  recipients: donors,
  words: wordsOf('refunded'),
});
export const confirmationReversed = defineNoticeKind<RefundEvent, Own>({
  name: 'CONFIRMATION_REVERSED',
  label: 'refund.notice.takenBack.label',
  topics: [NoticeTopic.GIFTS],
  recipients: donors,
  words: wordsOf('takenBack'),
});

/** Records notifications for the donors of an order that is carried out. */
export const noteRefund = (tx: Tx, project: Project, { id, cause, reason }: RefundOrder): Promise<void> =>
  notify(tx, cause === RefundCause.MISTAKEN_CONFIRMATION ? confirmationReversed : giftRefunded, {
    orderId: id,
    projectTitle: project.title,
    reason,
  });
