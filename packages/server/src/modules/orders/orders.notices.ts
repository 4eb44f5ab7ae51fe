import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { formatFen } from '../../lib/money.js';
import { translate, type MessageKey } from '../../messages/index.js';
import { holdersOf } from '../identity/index.js';
import { defineNoticeKind, NoticeTopic, notify } from '../notices/index.js';
import { deciderOf, dutiesOf } from './duties.js';
import { orderKinds } from './order-kinds.js';
import { Order, OrderState, OrderStepKind } from './order.entities.js';
import { obstacleToSign } from './order.rules.js';

interface OrderEvent {
  readonly orderId: string;
  readonly kind: string;
  readonly title: string;
  readonly amountFen: number;
  readonly path: string;
  readonly preparedById: string;
  /** The reason of a refusal. */
  readonly note: string | null;
}

/** Returns everybody who may sign the order, while it waits for a signature. */
async function signers(services: Services, { orderId }: OrderEvent): Promise<Map<string, object>> {
  const { read } = services.db;
  const order = await read.findOneBy(Order, { id: orderId });
  if (order === null || order.state !== OrderState.PREPARED) return new Map();
  const duties = await dutiesOf(read, orderKinds.get(order.kind), order, services.clock.now());
  const people = await holdersOf(services);
  return new Map(
    people
      .filter((person) => obstacleToSign(order, deciderOf(person, orderKinds.get(order.kind)), duties) === null)
      .map(({ userId }) => [userId, {}]),
  );
}

const preparer = (_: Services, { preparedById }: OrderEvent): Promise<Map<string, object>> =>
  Promise.resolve(new Map([[preparedById, {}]]));

const wordsOf =
  (kind: 'toSign' | 'signed' | 'refused') => (language: Parameters<typeof translate>[0], event: OrderEvent) => {
    const what = translate(language, orderKinds.get(event.kind).label);
    // An order that moves no money is named by what it changes.
    const movesMoney = event.amountFen > 0;
    const amount = formatFen(event.amountFen);
    const params = {
      what,
      amount: movesMoney ? amount : what,
      subject: movesMoney ? `${event.title}${language === 'en' ? ', ' : '，'}${amount}` : event.title,
      reason: event.note ?? '',
    };
    const part = (name: 'title' | 'text') => translate(language, `order.notice.${kind}.${name}` as MessageKey, params);
    return { title: part('title'), text: part('text'), path: event.path };
  };

export const orderToSign = defineNoticeKind<OrderEvent, object>({
  name: 'ORDER_TO_SIGN',
  label: 'order.notice.toSign.label',
  topics: [NoticeTopic.WORK],
  recipients: signers,
  words: wordsOf('toSign'),
});
export const orderSigned = defineNoticeKind<OrderEvent, object>({
  name: 'ORDER_SIGNED',
  label: 'order.notice.signed.label',
  topics: [NoticeTopic.WORK],
  recipients: preparer,
  words: wordsOf('signed'),
});
export const orderRefused = defineNoticeKind<OrderEvent, object>({
  name: 'ORDER_REFUSED',
  label: 'order.notice.refused.label',
  topics: [NoticeTopic.WORK],
  recipients: preparer,
  words: wordsOf('refused'),
});

const eventOf = (order: Order, title: string, note: string | null): OrderEvent => ({
  orderId: order.id,
  kind: order.kind,
  title,
  amountFen: order.amountFen,
  path: orderKinds.get(order.kind).path(order),
  preparedById: order.preparedById,
  note,
});

/** Records that the people who may sign the order are to be notified. */
export const noteToSign = (tx: Tx, order: Order, title: string): Promise<void> =>
  notify(tx, orderToSign, eventOf(order, title, null));

/** Records that the preparer of the order is to be notified of the second person's decision. */
export const noteDecided = (
  tx: Tx,
  order: Order,
  step: OrderStepKind.SIGNED | OrderStepKind.REFUSED,
  title: string,
  note: string | null,
): Promise<void> => notify(tx, step === OrderStepKind.SIGNED ? orderSigned : orderRefused, eventOf(order, title, note));
