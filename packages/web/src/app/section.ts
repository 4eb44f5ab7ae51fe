import type { PlatformRole } from '@hongchuang/schema';
import type { LazyRouteFunction, NonIndexRouteObject } from 'react-router';
import type { WordsPart } from '../lib/i18n';

/**
 * Who may open a page: everybody, people who are signed in, or people with one of the roles. For other people the page
 * names the first role. The server decides access again.
 */
export type Audience = 'everybody' | 'signed in' | readonly [PlatformRole, ...PlatformRole[]];

/** A page at its own address. Each page is its own chunk and its own file in `routes/`, which exports `Component`. */
export interface SectionPage {
  /** The address without the slash that begins it. */
  path: string;
  for: Audience;
  lazy: LazyRouteFunction<NonIndexRouteObject>;
  /**
   * The server draws this page for people who are not signed in, and the name of its file in `routes/`. Such a page uses
   * nothing of the kit of forms, except by `inKit`.
   */
  served?: string;
  /** The parts of the words that a served page needs besides those of every reading page. */
  words?: readonly WordsPart[];
}

/** A link in the header. People see it when they are in its audience. */
export interface SectionLink {
  /** The page that the link opens. */
  to: string;
  /** The key of its words with the namespace, such as `wishes:title`. */
  label: string;
  for: Audience;
  /** People with this role do not see the link, because they reach the page in another way. */
  unless?: PlatformRole;
  /** Links stand in the order of their places: first the links for everybody, then the others. */
  place: number;
  /** Only the menu of a phone has the link, because wider pages have it elsewhere. */
  onPhone?: true;
}

/** A part of the site: its pages, and its links in the header. */
export interface Section {
  pages: readonly SectionPage[];
  links?: readonly SectionLink[];
}

const files = import.meta.glob<Section>('./sections/*.ts', { eager: true, import: 'default' });

/** All sections. Each file in `sections/` is one. */
export const sections: readonly Section[] = Object.values(files);
