/** The search for everything: what it knows of projects and units, and how it finds them. */
export { searchModule } from './module.js';
export { defineIndexedKind, indexedKinds, putInSearch, refreshSearchEntries, type IndexedKind } from './entries.js';
export { Audience, EVERYBODYS, type Scope } from './found-things.js';
export { SearchKind } from './search-kind.js';
export { numberedKinds, type NumberedKind } from './search.service.js';
export { SearchHit } from './search.types.js';
