import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { newId } from '../../lib/ids.js';
import { Registry } from '../../lib/registry.js';
import type { Language, MessageKey } from '../../messages/index.js';
import { NoticeEvent } from './notice.entities.js';
import type { NoticeTopic, NoticeWay } from './notice.enums.js';

/** The text of a notification for one reader. */
export interface NoticeWords {
  title: string;
  text: string;
  /** The path of the page that shows more. */
  path: string;
}

/**
 * A kind of notification. The module that declares it chooses the recipients and the words; this module knows neither.
 * `Event` and `Own` are stored as JSON. They hold ids, titles and amounts, never personal data.
 */
export interface NoticeKind<Event extends object, Own extends object> {
  readonly name: string;
  /** What the kind tells, in a few words, for the page on which people choose how they are told. */
  readonly label: MessageKey;
  /** What the kind is about. With several topics, `topicOf` says which one it is for a recipient. */
  readonly topics: readonly [NoticeTopic, ...NoticeTopic[]];
  topicOf?(own: Own): NoticeTopic;
  /** Whether a notification replaces earlier ones of its kind, so that a digest holds the newest alone. */
  readonly replacesEarlier?: true;
  /**
   * Returns all recipients, each with what the event means for them: people by their user id, guests who left a mail
   * address by the id of the thing for which they left it. It is called some time after the event.
   */
  recipients(services: Services, event: Event): Promise<ReadonlyMap<string, Own>>;
  /**
   * Whether a guest with several gifts need not be told this, because one of the other gifts has a notification that
   * says more. Without it, gifts of a guest are told the same words once.
   */
  isGeneral?(own: Own): boolean;
  words(language: Language, event: Event, own: Own): NoticeWords;
}

export type AnyNoticeKind = NoticeKind<object, object>;

/** What a notification of `kind` is about for the recipient with `own`. */
export const topicOf = ({ topics, topicOf: of }: AnyNoticeKind, own: object): NoticeTopic => of?.(own) ?? topics[0];

/** The kinds of all modules. */
export const noticeKinds = new Registry<AnyNoticeKind>('notice kind');

/** Gives a kind its types. The module lists it in its `noticeKinds`. */
export const defineNoticeKind = <Event extends object, Own extends object>(
  kind: NoticeKind<Event, Own>,
): NoticeKind<Event, Own> => kind;

/**
 * Records, in the transaction of the event, that people are to be notified. It writes one row, however many people it
 * concerns.
 */
export function notify<Event extends object, Own extends object>(
  tx: Tx,
  kind: NoticeKind<Event, Own>,
  event: Event,
): Promise<void> {
  // An event is stored with the name of its kind, so a kind that cannot be found by name would notify nobody.
  if (noticeKinds.get(kind.name) !== (kind as object)) throw new Error(`another notice kind is called ${kind.name}`);
  insertRows(tx, NoticeEvent, [
    {
      id: newId(tx.now),
      kind: kind.name,
      data: JSON.stringify(event),
      createdAt: tx.now,
      dueAt: tx.now,
      toldUpTo: null,
    },
  ]);
  return Promise.resolve();
}

/** Does in the transaction that stores notifications what tells their readers by another way than mail. */
export type NoticeTeller = (
  tx: Tx,
  told: readonly {
    readonly id: string;
    readonly userId: string;
    readonly topic: NoticeTopic;
    readonly way: NoticeWay;
  }[],
) => Promise<void>;

/** Called one after another. */
export const noticeTellers: NoticeTeller[] = [];
