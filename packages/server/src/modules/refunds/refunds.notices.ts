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
  /** The receipt of a guest's gift: a guest has no page of gifts. */
  readonly receipt?: string;
}

interface GiftRow {
  readonly user_id: string | null;
  readonly pledge_id: string;
  readonly amount_fen: number | string;
  readonly receipt: string;
}

/** Returns the donors of the order's gifts: people, and guests who left a mail address. */
async function donors({ db }: Services, { orderId }: RefundEvent): Promise<Map<string, Own>> {
  const gifts = await db.read.query<GiftRow[]>(
    `SELECT p.user_id, i.pledge_id, i.amount_fen, (SELECT MAX(r.number) FROM receipts r WHERE r.pledge_id = p.id) AS receipt
     FROM refund_items i JOIN pledges p ON p.id = i.pledge_id LEFT JOIN guest_addresses a ON a.id = p.id
     WHERE i.order_id = ? AND (p.user_id IS NOT NULL OR a.id IS NOT NULL)`,
    [orderId],
  );
  const told = new Map<string, Own>();
  for (const gift of gifts) {
    if (gift.user_id === null) {
      told.set(gift.pledge_id, { amountFen: toFen(gift.amount_fen), pledgeId: gift.pledge_id, receipt: gift.receipt });
      continue;
    }
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
  (language: Language, { projectTitle, reason }: RefundEvent, { amountFen, pledgeId, receipt }: Own): NoticeWords => {
    const word = (part: 'title' | 'text') =>
      translate(language, `refund.notice.${kind}.${part}` as MessageKey, {
        project: projectTitle,
        reason,
        amount: formatFen(amountFen),
      });
    return {
      title: word('title'),
      text: word('text'),
      path:
        receipt !== undefined ? `/receipts/${receipt}` : pledgeId === null ? '/account#gifts' : `/pledges/${pledgeId}`,
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
