import { defineModule } from '../../module.js';
import { booksRoutes } from './books.export.js';
import { booksFile } from './books.work.js';
import { bookMigrations } from './books.migrations.js';
import { BooksDifferenceResolver, BooksResolver } from './books.resolver.js';

export const booksModule = defineModule({
  name: 'books',
  migrations: bookMigrations,
  resolvers: [BooksResolver, BooksDifferenceResolver],
  routes: booksRoutes,
  workKinds: [booksFile],
});
