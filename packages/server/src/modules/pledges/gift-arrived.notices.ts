import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { sqlIn } from '../../db/rows.js';
import { formatFen, toFen } from '../../lib/money.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify } from '../notices/index.js';

/** Gifts that arrived together, by the numbers of their receipts. */
interface ArrivedEvent {
  readonly receipts: readonly string[];
}

/** The gifts of one person among them. */
interface OwnGifts {
  /** A guest has no page of gifts, so the receipt's page is theirs. */
  readonly guest?: true;
  readonly gifts: readonly {
    readonly pledgeId: string;
    readonly receipt: string;
    readonly projectTitle: string;
    readonly amountFen: number;
  }[];
}

interface GiftRow {
  readonly number: string;
  readonly pledge_id: string;
  readonly user_id: string | null;
  readonly amount_fen: number | string;
  readonly project_title: string;
}

async function donors({ db }: Services, { receipts }: ArrivedEvent): Promise<Map<string, OwnGifts>> {
  const rows = await db.read.query<GiftRow[]>(
    `SELECT r.number, r.pledge_id, r.amount_fen, r.project_title, p.user_id
     FROM receipts r JOIN pledges p ON p.id = r.pledge_id LEFT JOIN guest_addresses a ON a.id = p.id
     WHERE ${sqlIn('r.number', receipts)} AND (p.user_id IS NOT NULL OR a.id IS NOT NULL)`,
    [...receipts],
  );
  const told = new Map<string, OwnGifts>();
  // Sorted here, because an order in SQL would sort without an index.
  rows.sort((a, b) => (a.number < b.number ? -1 : 1));
  for (const { number, pledge_id, user_id, amount_fen, project_title } of rows) {
    const gift = { pledgeId: pledge_id, receipt: number, projectTitle: project_title, amountFen: toFen(amount_fen) };
    if (user_id === null) told.set(pledge_id, { guest: true, gifts: [gift] });
    else told.set(user_id, { gifts: [...(told.get(user_id)?.gifts ?? []), gift] });
  }
  return told;
}

/** Tells that money arrived and that its receipt is there: both happen in one transaction. */
export const giftArrived = defineNoticeKind<ArrivedEvent, OwnGifts>({
  name: 'GIFT_ARRIVED',
  label: 'pledge.notice.arrived.label',
  topics: [NoticeTopic.GIFTS],
  recipients: donors,
  words(language, _, { guest, gifts }) {
    const [first] = gifts as [OwnGifts['gifts'][number]];
    const amount = formatFen(gifts.reduce((sum, { amountFen }) => sum + amountFen, 0));
    const params = { amount, project: first.projectTitle, receipt: first.receipt, gifts: gifts.length };
    const word = gifts.length === 1 ? 'arrived' : 'several';
    return {
      title: translate(language, `pledge.notice.${word}.title`, params),
      text: translate(language, `pledge.notice.${word}.text`, params),
      path: guest ? `/receipts/${first.receipt}` : gifts.length === 1 ? `/pledges/${first.pledgeId}` : '/account#gifts',
    };
  },
});

/** Records that the donors of gifts with these receipts are to be told. */
export const noteArrived = (tx: Tx, receipts: readonly string[]): Promise<void> =>
  notify(tx, giftArrived, { receipts });
