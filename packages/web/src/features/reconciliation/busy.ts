import type { StatementSummaryFragment } from '@hongchuang/schema';

/** Whether the server is working on a statement. */
export const isBusy = (state: StatementSummaryFragment['state']): boolean =>
  state === 'STORING' || state === 'MATCHING' || state === 'CONFIRMING' || state === 'SUSPENDING';
