import { queryRow, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  seeing: { privacyNotice: queryRow('{ it: privacyNotice { version text isCurrent } }') },
});
