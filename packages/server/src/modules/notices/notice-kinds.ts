import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { newId } from '../../lib/ids.js';
import type { Language, MessageKey } from '../../messages/index.js';
import { NoticeEvent } from './notice.entities.js';

/** A notice as one person reads it. */
export interface NoticeWords {
  title: string;
  text: string;
  /** Where on this site there is more to see. */
  path: string;
}

/**
 * Something that people are told. Its module says who they are and in which words; this one knows neither. `Event` and `Own`
 * are stored as JSON: ids, titles and amounts, never personal data.
 */
export interface NoticeKind<Event extends object, Own extends object> {
  readonly name: string;
  /** What the kind tells, for those who choose which ones are mailed. */
  readonly label: MessageKey;
  /** Everybody who is to be told, by user id, each with what the event means to them. Asked some time after the event. */
  recipients(services: Services, event: Event): Promise<ReadonlyMap<string, Own>>;
  words(language: Language, event: Event, own: Own): NoticeWords;
}

export type AnyNoticeKind = NoticeKind<object, object>;

const kinds = new Map<string, AnyNoticeKind>();

/** Declares a kind, once, where its module is loaded. */
export function defineNoticeKind<Event extends object, Own extends object>(kind: NoticeKind<Event, Own>): NoticeKind<Event, Own> {
  if (kinds.has(kind.name)) throw new Error(`the notice kind ${kind.name} is declared twice`);
  kinds.set(kind.name, kind);
  return kind;
}

export const listNoticeKinds = (): AnyNoticeKind[] => [...kinds.values()];

export const findNoticeKind = (name: string): AnyNoticeKind | null => kinds.get(name) ?? null;

/** Notes, with the event itself, that it is to be told: one row, however many people it concerns. */
export async function notify<Event extends object, Own extends object>(tx: Tx, kind: NoticeKind<Event, Own>, event: Event): Promise<void> {
  await tx.manager.insert(NoticeEvent, { id: newId(tx.now), kind: kind.name, data: JSON.stringify(event), createdAt: tx.now, dueAt: tx.now, toldUpTo: null });
}
