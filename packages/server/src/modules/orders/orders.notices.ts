import { PlatformRole, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { formatFen } from '../../lib/money.js';
import { translate, type MessageKey } from '../../messages/index.js';
import { peopleWithRole } from '../identity/index.js';
import { defineNoticeKind, notify } from '../notices/index.js';
import { dutiesOf } from './duties.js';
import { orderKindOf } from './order-kinds.js';
import { Order, OrderState, OrderStepKind } from './order.entities.js';
import { obstacleToSign } from './order.rules.js';

interface OrderEvent {
  readonly orderId: string;
  readonly kind: string;
  readonly title: string;
  readonly amountFen: number;
  readonly path: string;
  readonly preparedById: string;
  /** Why it was refused. */
  readonly note: string | null;
}

/** Everybody who may sign the order, as long as it waits for that. */
async function signers(services: Services, { orderId }: OrderEvent): Promise<Map<string, object>> {
  const { read } = services.db;
  const order = await read.findOneBy(Order, { id: orderId });
  if (order === null || order.state !== OrderState.PREPARED) return new Map();
  const duties = await dutiesOf(read, orderKindOf(order.kind), order);
  const [treasurers, admins] = [await peopleWithRole(services, PlatformRole.TREASURER), await peopleWithRole(services, PlatformRole.ADMIN)];
  const people = [...new Set([...treasurers, ...admins])];
  return new Map(people
    .filter((userId) => obstacleToSign(order, { userId, isTreasurer: treasurers.has(userId), isAdmin: admins.has(userId) }, duties) === null)
    .map((userId) => [userId, {}]));
}

const preparer = (_: Services, { preparedById }: OrderEvent): Promise<Map<string, object>> => Promise.resolve(new Map([[preparedById, {}]]));

const wordsOf = (kind: 'toSign' | 'signed' | 'refused') => (language: Parameters<typeof translate>[0], event: OrderEvent) => {
  const params = { what: translate(language, orderKindOf(event.kind).label), title: event.title, amount: formatFen(event.amountFen), reason: event.note ?? '' };
  const part = (name: 'title' | 'text') => translate(language, `order.notice.${kind}.${name}` as MessageKey, params);
  return { title: part('title'), text: part('text'), path: event.path };
};

const orderToSign = defineNoticeKind<OrderEvent, object>({ name: 'ORDER_TO_SIGN', label: 'order.notice.toSign.label', recipients: signers, words: wordsOf('toSign') });
const orderSigned = defineNoticeKind<OrderEvent, object>({ name: 'ORDER_SIGNED', label: 'order.notice.signed.label', recipients: preparer, words: wordsOf('signed') });
const orderRefused = defineNoticeKind<OrderEvent, object>({ name: 'ORDER_REFUSED', label: 'order.notice.refused.label', recipients: preparer, words: wordsOf('refused') });

const eventOf = (order: Order, title: string, note: string | null): OrderEvent =>
  ({ orderId: order.id, kind: order.kind, title, amountFen: order.amountFen, path: orderKindOf(order.kind).path(order), preparedById: order.preparedById, note });

/** Notes that those who may sign the order are to be told. */
export const noteToSign = (tx: Tx, order: Order, title: string): Promise<void> => notify(tx, orderToSign, eventOf(order, title, null));

/** Notes that whoever prepared the order is to be told what the second person did. */
export const noteDecided = (tx: Tx, order: Order, step: OrderStepKind.SIGNED | OrderStepKind.REFUSED, title: string, note: string | null): Promise<void> =>
  notify(tx, step === OrderStepKind.SIGNED ? orderSigned : orderRefused, eventOf(order, title, note));
