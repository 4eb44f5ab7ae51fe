import { queryRow, SIGNED_IN, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  doing: [{ mutation: 'exportBooks', target: () => ({ format: 'CSV' }), allowed: SIGNED_IN }],
  traces: { exportBooks: 'the books are public' },
  seeing: {
    books: queryRow('{ it: books { totalCount } }'),
    bookKinds: queryRow('{ it: bookKinds { kind title ofFunds } }'),
    booksMonths: queryRow('{ it: booksMonths { month } }'),
    booksPeriod: queryRow('{ it: booksPeriod { closing } }'),
    booksCheck: queryRow('{ it: booksCheck { __typename } }'),
  },
});
