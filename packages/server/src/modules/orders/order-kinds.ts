import type { EntityManager } from 'typeorm';
import { Registry } from '../../lib/registry.js';
import type { MessageKey } from '../../messages/index.js';
import type { CityPermission } from '../../permission.js';
import type { Order } from './order.entities.js';

/** The subject of an order, as far as duties depend on it. */
export type OrderSubject = Pick<Order, 'subjectId' | 'projectId' | 'unitId'>;

/** A kind of order. The module that declares it carries its orders out; this module decides who may take which step. */
export interface OrderKind {
  readonly name: string;
  /** `ALWAYS`: two people decide, whatever the amount. `ABOVE_LIMIT`: one person is enough up to a monthly limit. */
  readonly secondPerson: 'ALWAYS' | 'ABOVE_LIMIT';
  /** Who prepares orders of this kind, and who signs them; without these, treasurers, and administrators too. */
  readonly prepare?: CityPermission;
  readonly sign?: CityPermission;
  /** The effect of the order, for notifications: "the payment of a stage". */
  readonly label: MessageKey;
  /** Returns the path of the page where the order is signed. */
  path(order: OrderSubject): string;
  /** Texts of refusals, when the kind has its own. */
  readonly words: {
    readonly ownUnit: MessageKey;
    readonly preparedByViewer: MessageKey;
    readonly otherDuty: MessageKey;
  };
  /**
   * Returns each unit of an order with further units whose members must keep out as well, such as those that are paid
   * to the same account.
   */
  together?(manager: EntityManager, unitIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Returns, by subject, the user ids of people whose duty excludes preparing and signing the order. People who
   * decided on the project of an order are excluded without this function.
   */
  excluded?(manager: EntityManager, subjectIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
}

/** The kinds of all modules. */
export const orderKinds = new Registry<OrderKind>('order kind');
