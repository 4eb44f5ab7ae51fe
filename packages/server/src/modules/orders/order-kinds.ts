import type { EntityManager } from 'typeorm';
import type { MessageKey } from '../../messages/index.js';
import type { Order } from './order.entities.js';

/** What an order is about, as far as duties go. */
export type OrderSubject = Pick<Order, 'subjectId' | 'projectId' | 'unitId'>;

/** Something that two people decide. Its module declares it and carries it out; this one decides who may take which step. */
export interface OrderKind {
  readonly name: string;
  /** `ALWAYS`: two people whatever the amount. `ABOVE_LIMIT`: one is enough up to the limit of a month. */
  readonly secondPerson: 'ALWAYS' | 'ABOVE_LIMIT';
  /** What it does, for notices: "the payment of a stage". */
  readonly label: MessageKey;
  /** The page on which it is signed. */
  path(order: OrderSubject): string;
  /** How a refusal is worded where its kind has words of its own. */
  readonly words: { readonly ownUnit: MessageKey; readonly preparedByViewer: MessageKey; readonly otherDuty: MessageKey };
  /** The people who did a duty that excludes preparing and signing this order. */
  excluded(manager: EntityManager, subject: OrderSubject): Promise<ReadonlySet<string>>;
}

const kinds = new Map<string, OrderKind>();

/** Declares a kind, once, where its module is loaded. */
export function defineOrderKind(kind: OrderKind): OrderKind {
  if (kinds.has(kind.name)) throw new Error(`the order kind ${kind.name} is declared twice`);
  kinds.set(kind.name, kind);
  return kind;
}

export function orderKindOf(name: string): OrderKind {
  const kind = kinds.get(name);
  if (kind === undefined) throw new Error(`the order kind ${name} is not declared`);
  return kind;
}
