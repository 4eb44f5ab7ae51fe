import { queryRow, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  seeing: {
    platform: queryRow('{ it: platform { minPledge } }'),
  },
});
