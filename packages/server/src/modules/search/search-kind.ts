import { registerEnumType } from 'type-graphql';

/** What a search can find. */
export enum SearchKind {
  PROJECTS = 'PROJECTS',
  ORGANIZATIONS = 'ORGANIZATIONS',
  RECEIPTS = 'RECEIPTS',
  PAGES = 'PAGES',
}

export const SEARCH_KINDS: readonly SearchKind[] = Object.values(SearchKind);

registerEnumType(SearchKind, {
  name: 'SearchKind',
  description: 'What a search can find.',
  valuesConfig: {
    PROJECTS: { description: 'Projects, by title, summary, place, kind of service and the name of their unit.' },
    ORGANIZATIONS: { description: 'Units, by name and credit code.' },
    RECEIPTS: { description: 'A receipt, by its whole number.' },
    PAGES: { description: "Pages of the site, help, and the desks that the viewer's roles open." },
  },
});
