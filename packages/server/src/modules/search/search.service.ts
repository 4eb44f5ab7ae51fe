import { firstOf, type PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { badInput } from '../../errors.js';
import { readList, readText } from '../../input.js';
import { foldForSearch, searchWords } from '../../lib/folding.js';
import { decodeCursor, encodeCursor } from '../../lib/page.js';
import { Registry } from '../../lib/registry.js';
import { requireFewOfStranger } from '../../limits/limiter.js';
import { indexedKinds, type Shown } from './entries.js';
import { followedIndex } from './followed-index.js';
import { compareRanks, type Found, type Rank, type Scope } from './found-things.js';
import { excerptOf, marksIn } from './marks.js';
import type { SearchIndex, Words } from './search-index.js';
import { SEARCH_KINDS, SearchKind } from './search-kind.js';
import type { SearchHit, SearchResults } from './search.types.js';
import { pageIndex, pageScope, showPages } from './site-pages.js';

export const TEXT_LENGTH = { max: 100 };
const ORDER = 'search';
/** The score of what is named by its whole number. */
const CERTAIN = 1_000_000;

/** A kind of thing that is found by its whole number only, and not by a part of it. Downstream modules declare it. */
export interface NumberedKind {
  readonly name: SearchKind;
  /** Returns the number that `text` spells, or null. Costs no query. */
  read(text: string): string | null;
  /** Returns how the thing is shown, by the rules of its page; null when there is none. */
  show(context: RequestContext, number: string): Promise<Shown | null>;
}

export const numberedKinds = new Registry<NumberedKind>('kind of number');

/** An index, and what the viewer may find in it. */
interface Searched {
  readonly index: SearchIndex;
  readonly scopes: ReadonlyMap<SearchKind, Scope>;
}

/** The requests that were counted: a request may search several times, for each kind. */
const counted = new WeakSet<RequestContext>();

/** Returns what the viewer may find, the best first. */
export async function search(
  context: RequestContext,
  rawText: string,
  rawKinds: readonly SearchKind[] | null | undefined,
  args: PageArgs,
): Promise<SearchResults> {
  const text = readText('text', rawText, TEXT_LENGTH);
  const kinds = new Set(
    rawKinds == null ? SEARCH_KINDS : readList('kinds', rawKinds, { min: 1, max: SEARCH_KINDS.length }),
  );
  const first = firstOf(args);
  const after = args.after == null ? null : readCursor(args.after);
  if (!counted.has(context)) requireFewOfStranger(context, 'everywhere.network');
  counted.add(context);

  const searched = await allSearched(context);
  const words: Words = { words: searchWords(text), whole: foldForSearch(text) };
  const numbers = numberedKinds.all().filter((kind) => kinds.has(kind.name) && kind.read(text) !== null);
  const mostOf = (kind: SearchKind) => (kinds.has(kind) ? first + 1 : 0);
  const findAll = (isLoose: boolean) =>
    searched.flatMap(({ index, scopes }) =>
      [
        ...index.find(words, new Map([...scopes].map(([kind, scope]) => [kind, { scope, most: mostOf(kind) }])), {
          after,
          isLoose,
        }),
      ].map(([kind, result]) => ({ kind, ...result })),
    );
  let results = findAll(false);
  const isExact = results.some(({ total }) => total > 0) || numbers.length > 0;
  if (!isExact) results = findAll(true);

  const ranked = results.flatMap(({ found }) => found).sort(compareRanks);
  const page = ranked.slice(0, first);
  const hits = after === null ? await numberedHits(context, text) : [];
  const certain = hits.filter(({ kind }) => kinds.has(kind));
  const shown = await showAll(context, page, words.words);
  const edges = [
    ...certain.map((node) => ({ node, cursor: cursorOf({ score: CERTAIN, bornMs: 0, id: node.id }) })),
    ...page.flatMap((found, index) => (shown[index] == null ? [] : [{ node: shown[index], cursor: cursorOf(found) }])),
  ];
  const counts = [
    ...results.map(({ kind, total }) => ({ kind, count: total })),
    ...numberedKinds.all().map(({ name }) => ({ kind: name, count: hits.filter(({ kind }) => kind === name).length })),
  ];
  const totalCount = counts.reduce((sum, { kind, count }) => sum + (kinds.has(kind) ? count : 0), 0);
  return {
    edges,
    pageInfo: {
      hasNextPage: ranked.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count: () => Promise.resolve(totalCount),
    counts,
    isLoose: !isExact && edges.length > 0,
  } as SearchResults;
}

const cursorOf = ({ score, bornMs, id }: Rank): string => encodeCursor(ORDER, [score, bornMs, id]);

function readCursor(cursor: string): Rank {
  const key = decodeCursor(ORDER, cursor, 3) ?? decodeCursor(ORDER, cursor, 3, 'code');
  if (key === null) throw badInput('after', 'page.badCursor');
  const [score, bornMs, id] = key;
  return { score: Number(score), bornMs: Number(bornMs), id: String(id) };
}

async function allSearched(context: RequestContext): Promise<Searched[]> {
  const index = await followedIndex(context).current();
  const scopes = await Promise.all(
    indexedKinds.all().map(async (kind) => [kind.name, await kind.scopeOf(context)] as const),
  );
  return [
    { index, scopes: new Map(scopes) },
    { index: pageIndex(), scopes: new Map([[SearchKind.PAGES, pageScope(context)]]) },
  ];
}

/** Returns how things of one kind are shown to the viewer. */
const showOf = async (
  context: RequestContext,
  kind: SearchKind,
  ids: readonly string[],
): Promise<readonly (Shown | null)[]> =>
  kind === SearchKind.PAGES ? showPages(context, ids) : indexedKinds.get(kind).show(context, ids);

/** Returns the hits of `page`; null for what the viewer may not see after all. */
async function showAll(
  context: RequestContext,
  page: readonly Found[],
  words: readonly string[],
): Promise<(SearchHit | null)[]> {
  const shown = new Map<string, Shown | null>();
  for (const kind of new Set(page.map((found) => found.kind))) {
    const ids = page.filter((found) => found.kind === kind).map(({ id }) => id);
    (await showOf(context, kind, ids)).forEach((one, index) => shown.set(ids[index]!, one));
  }
  return page.map(({ kind, id }) => {
    const one = shown.get(id) ?? null;
    if (one === null) return null;
    const { text, marks } = excerptOf(one.text, marksIn(one.text, words, false));
    return {
      kind,
      id,
      title: one.title,
      titleMarks: marksIn(one.title, words, true),
      text,
      textMarks: marks,
      path: one.path,
    };
  });
}

async function numberedHits(context: RequestContext, text: string): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  for (const kind of numberedKinds.all()) {
    const number = kind.read(text);
    const shown = number === null ? null : await kind.show(context, number);
    if (number === null || shown === null) continue;
    hits.push({
      kind: kind.name,
      id: number,
      title: shown.title,
      titleMarks: marksIn(shown.title, [foldForSearch(number)], false),
      text: shown.text,
      textMarks: [],
      path: shown.path,
    });
  }
  return hits;
}
