/** The public books: every movement of money from the ledger, as pages, as an export, and checked against everything else. */
export { booksRoutes } from './books.export.js';
export { BooksDifferenceResolver, BooksResolver } from './books.resolver.js';
