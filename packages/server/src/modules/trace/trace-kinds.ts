import type { Language } from '../../messages/index.js';
import { Registry } from '../../lib/registry.js';
import type { Permission } from '../../permission.js';

/** A kind of act that is recorded in the trace. The module that owns the act declares it. */
export interface TraceKind {
  /** In capitals. The name is stored, so it never changes. */
  readonly name: string;
  /** What was done, for the people who read the trace: the Chinese and the English words. */
  readonly label: readonly [zh: string, en: string];
  /** What the id in `subject` is the id of; null when acts of this kind have no single subject. */
  readonly subject: TraceSubject | null;
  /**
   * The permission under which the act is done. It says which of the person's platform roles was used. Acts without a
   * permission are done as oneself or as a member of a unit.
   */
  readonly permission?: Permission;
}

export type TraceSubject =
  | 'account'
  | 'session'
  | 'unit'
  | 'invitation'
  | 'project'
  | 'objection'
  | 'stage'
  | 'measurement'
  | 'report'
  | 'pledge'
  | 'receipt'
  | 'order'
  | 'statement'
  | 'line'
  | 'bill'
  | 'file'
  | 'update'
  | 'question'
  | 'campaign'
  | 'programme'
  | 'list';

/** The kinds of all modules. */
export const traceKinds = new Registry<TraceKind>('trace kind');

/** Returns the words for a kind that is stored, also for one that no module declares any more. */
export const labelOf = (name: string, language: Language): string =>
  traceKinds.find(name)?.label[language === 'en' ? 1 : 0] ?? name;
