import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { requirePermission, type PlatformRole, type RequestContext } from '../../context.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { badInput } from '../../errors.js';
import { readId, readList, readOptionalText, readText } from '../../input.js';
import { addDays, beginningOf, isDay } from '../../lib/days.js';
import { idsFrom } from '../../lib/ids.js';
import type { Language } from '../../messages/index.js';
import { namesOf, User } from '../identity/index.js';
import {
  labelOf,
  TraceEntry,
  traceKinds,
  TraceReason,
  type Fact,
  type Facts,
  type TraceSubject,
} from '../trace/index.js';
import { TraceAlert } from './alert.entity.js';
import { seeAlerts, seeTrace } from './audit.permissions.js';
import { TraceEntryShown, TraceFact, type TraceFilter, type TracePerson } from './audit.types.js';

const KINDS = { min: 0, max: 20 };
const SUBJECT_LENGTH = { max: 40 };
const WHO_LENGTH = { max: 100 };

/** Reads a day of the filter. Throws when it is none. */
function readDay(field: 'filter.from' | 'filter.to', day: string | null | undefined): string | null {
  if (day == null || day === '') return null;
  if (!isDay(day)) throw badInput(field, 'date.notADay');
  return day;
}

/** Returns the query for the entries that `filter` asks for. Throws for a filter that is malformed. */
export function entriesQuery(manager: EntityManager, filter: TraceFilter): SelectQueryBuilder<TraceEntry> {
  const query = manager.createQueryBuilder(TraceEntry, 'entry').where('1 = 1');
  const who = readOptionalText('filter.who', filter.who, WHO_LENGTH);
  if (who !== null)
    query.innerJoin(User, 'user', 'user.id = entry.actorId').andWhere(hasAllWords(who, 'user.searchText'));
  if (filter.actorId != null)
    query.andWhere('entry.actorId = :actor', { actor: readId('filter.actorId', filter.actorId) });
  if (filter.personId != null)
    query.andWhere('entry.personId = :person', { person: readId('filter.personId', filter.personId) });
  const kinds = readList('filter.kinds', filter.kinds ?? [], KINDS);
  const unknown = kinds.findIndex((kind) => traceKinds.find(kind) === null);
  if (unknown !== -1) throw badInput(`filter.kinds.${unknown}`, 'trace.noSuchKind');
  if (kinds.length > 0) query.andWhere('entry.kind IN (:...kinds)', { kinds });
  if (filter.subject != null && filter.subject !== '')
    query.andWhere('entry.subject = :subject', { subject: readText('filter.subject', filter.subject, SUBJECT_LENGTH) });
  // Ids begin with the moment of their transaction, so a period is a range of the primary key.
  const from = readDay('filter.from', filter.from);
  const to = readDay('filter.to', filter.to);
  if (from !== null) query.andWhere('entry.id >= :from', { from: idsFrom(beginningOf(from).getTime()) });
  if (to !== null) query.andWhere('entry.id < :until', { until: idsFrom(beginningOf(addDays(to, 1)).getTime()) });
  return query;
}

const byNewest = [{ column: 'entry.id', of: ({ id }: TraceEntry) => id, direction: 'DESC' as const }];

/** The entries that `filter` asks for, newest first, for auditors. */
export async function listTrace(
  context: RequestContext,
  filter: TraceFilter,
  args: PageArgs,
): Promise<Page<TraceEntryShown>> {
  requirePermission(context, seeTrace);
  return shownPage(context, await paginate(entriesQuery(context.db.read, filter), byNewest, args));
}

/** What was done with a person's own account and rights, newest first. The caller asks for the viewer only. */
export async function listOwnTrace(
  context: RequestContext,
  userId: string,
  args: PageArgs,
): Promise<Page<TraceEntryShown>> {
  const query = context.db.read.createQueryBuilder(TraceEntry, 'entry').where('entry.personId = :userId', { userId });
  return shownPage(context, await paginate(query, byNewest, args));
}

async function shownPage(context: RequestContext, page: Page<TraceEntry>): Promise<Page<TraceEntryShown>> {
  const nodes = await showEntries(
    context,
    page.edges.map(({ node }) => node),
  );
  return { ...page, edges: page.edges.map(({ cursor }, index) => ({ cursor, node: nodes[index]! })) };
}

/** Adds the names and the reasons to entries. Names are those that people have now. */
export async function showEntries(
  context: Pick<RequestContext, 'db' | 'language'> & Parameters<typeof namesOf>[0],
  entries: readonly TraceEntry[],
): Promise<TraceEntryShown[]> {
  const people = entries.flatMap(({ actorId, personId }) => [actorId, personId].filter((id) => id !== null));
  const names = await namesOf(context, people);
  const reasons = new Map(
    (await context.db.read.findBy(TraceReason, { entryId: In(entries.map(({ id }) => id)) })).map((row) => [
      row.entryId,
      row.reason,
    ]),
  );
  const personOf = (id: string | null): TracePerson | null =>
    id === null ? null : { id, name: names.get(id) ?? null };
  return entries.map((entry) => {
    const subjectKind = traceKinds.find(entry.kind)?.subject ?? null;
    return {
      id: entry.id,
      at: entry.at,
      kind: { name: entry.kind, label: labelOf(entry.kind, context.language) },
      actor: personOf(entry.actorId),
      role: entry.role as PlatformRole | null,
      subject: entry.subject,
      subjectKind,
      path: pathOf(subjectKind, entry),
      person: personOf(entry.personId),
      facts: factsOf(entry),
      reason: reasons.get(entry.id) ?? null,
      place: entry.place,
      agent: entry.agent,
    };
  });
}

/** The pages of subjects that have one. */
const PAGES: Partial<Record<TraceSubject, (id: string) => string>> = {
  unit: (id) => `/organizations/${id}`,
  project: (id) => `/review/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  pledge: (id) => `/pledges/${id}`,
  receipt: (number) => `/receipts/${number}`,
  statement: (id) => `/treasury/statements/${id}`,
  file: (id) => `/files/evidence/${id}`,
};

const pathOf = (kind: TraceSubject | null, { subject }: TraceEntry): string | null =>
  kind === null || subject === null ? null : (PAGES[kind]?.(subject) ?? null);

const textOf = (fact: Fact | undefined): string | null =>
  fact == null ? null : Array.isArray(fact) ? fact.join(', ') : String(fact);

function factsOf({ beforeFacts, afterFacts }: Pick<TraceEntry, 'beforeFacts' | 'afterFacts'>): TraceFact[] {
  const read = (stored: string | null) => (stored === null ? {} : (JSON.parse(stored) as Facts));
  const [before, after] = [read(beforeFacts), read(afterFacts)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) =>
    Object.assign(new TraceFact(), { name, before: textOf(before[name]), after: textOf(after[name]) }),
  );
}

/** Every kind of act, in the order of the words. */
export function listKinds(context: RequestContext): { name: string; label: string }[] {
  requirePermission(context, seeTrace);
  const language: Language = context.language;
  return traceKinds
    .all()
    .map(({ name }) => ({ name, label: labelOf(name, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

/** What was found unusual, newest first. */
export function listAlerts(context: RequestContext, args: PageArgs): Promise<Page<TraceAlert>> {
  requirePermission(context, seeAlerts);
  return paginate(
    context.db.read.createQueryBuilder(TraceAlert, 'alert'),
    [{ column: 'alert.id', of: ({ id }) => id, direction: 'DESC' }],
    args,
  );
}
