/**
 * The public books: every movement of money in the ledger, as pages and exports, and checked against all other places.
 */
export { booksModule } from './module.js';
export { defineBookLineKinds } from './book-line.js';
export { BooksResolver } from './books.resolver.js';
