import type { RequestContext } from '../../context.js';
import { LANGUAGES, translate, type Language, type MessageKey } from '../../messages/index.js';
import { holds } from '../../permission.js';
import { queues } from '../queues/index.js';
import type { Shown } from './entries.js';
import { Audience, type Scope } from './found-things.js';
import { formsOf } from './forms.js';
import { SearchIndex } from './search-index.js';
import { SearchKind } from './search-kind.js';

/** A page of the site that searches find. */
export interface SitePage {
  /** In capitals with hyphens. */
  readonly name: string;
  readonly path: string;
  readonly title: MessageKey;
  /** What people do there, with the words by which they look for it. */
  readonly text: MessageKey;
  readonly for: 'everybody' | 'signed in';
}

const page = <Name extends string>(name: Name, path: string, audience: SitePage['for'] = 'everybody') =>
  ({
    name: name.toUpperCase(),
    path,
    title: `page.${name}.title`,
    text: `page.${name}.text`,
    for: audience,
  }) as const;

export const SITE_PAGES = [
  page('projects', '/projects'),
  page('books', '/books'),
  page('impact', '/impact'),
  page('receipts', '/receipts'),
  page('proof', '/proof'),
  page('privacy', '/privacy'),
  page('help-donor', '/help/donor'),
  page('help-organization', '/help/organization'),
  page('help-sponsor', '/help/sponsor'),
  page('help-reviewer', '/help/reviewer'),
  page('help-treasurer', '/help/treasurer'),
  page('help-auditor', '/help/auditor'),
  page('about', '/about'),
  page('contact', '/contact'),
  page('terms', '/terms'),
  page('developers', '/developers'),
  page('account', '/account', 'signed in'),
  page('notices', '/notices', 'signed in'),
  page('work', '/work', 'signed in'),
  page('workspace', '/workspace', 'signed in'),
] as const satisfies readonly SitePage[];

interface Place {
  readonly path: string;
  readonly shown: Readonly<Record<Language, { title: string; text: string }>>;
  readonly isOpenTo: (context: RequestContext) => boolean;
}

const inBoth = (title: MessageKey, text: MessageKey | null): Place['shown'] =>
  Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      { title: translate(language, title), text: text === null ? '' : translate(language, text) },
    ]),
  ) as Place['shown'];

let known: { places: ReadonlyMap<string, Place>; index: SearchIndex } | undefined;

/** All pages and desks, and the index of their words in both languages. */
function sitePlaces(): NonNullable<typeof known> {
  if (known !== undefined) return known;
  const places = new Map<string, Place>();
  for (const { name, path, title, text, for: audience } of SITE_PAGES)
    places.set(name, {
      path,
      shown: inBoth(title, text),
      isOpenTo: ({ viewer }) => audience === 'everybody' || viewer !== null,
    });
  for (const { name, path, label, see } of queues.all())
    places.set(`DESK-${name.toUpperCase()}`, {
      path,
      shown: inBoth(label, null),
      isOpenTo: ({ viewer }) => viewer !== null && holds(viewer, see),
    });
  const index = new SearchIndex();
  for (const [id, { shown }] of places) {
    const { 'zh-CN': chinese, en: english } = shown;
    index.put(
      // Whether the viewer may find it follows from the scope, in which each page is its own unit.
      { id, kind: SearchKind.PAGES, unitId: id, audience: Audience.UNIT, standing: 0, bornMs: 0 },
      formsOf({
        title: chinese.title,
        names: [english.title],
        text: [chinese.text, english.text].filter(Boolean).join(' '),
      }),
    );
  }
  known = { places, index };
  return known;
}

export const pageIndex = (): SearchIndex => sitePlaces().index;

export const pageScope = (context: RequestContext): Scope => ({
  everywhere: Audience.EVERYBODY,
  ownUnits: new Set([...sitePlaces().places].filter(([, { isOpenTo }]) => isOpenTo(context)).map(([id]) => id)),
});

export const showPages = (context: RequestContext, ids: readonly string[]): (Shown | null)[] =>
  ids.map((id) => {
    const place = sitePlaces().places.get(id);
    return place === undefined || !place.isOpenTo(context)
      ? null
      : { ...place.shown[context.language], path: place.path };
  });
