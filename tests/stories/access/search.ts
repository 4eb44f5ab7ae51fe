import { queryRow, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  seeing: {
    // Who finds what that is not public is told in search.test.ts.
    search: queryRow('{ it: search(text: "老兵") { totalCount } }'),
  },
});
