export default {
  title: 'Work under way',
  lead: 'Imports of statements, bulk confirmations, large files and other long work, with progress and results. You can leave or reload the page.',
  sign: 'Work under way: see its progress',
  whose: 'Whose work',
  mine: 'Mine',
  all: "Everybody's",
  empty: 'No work yet',
  emptyText: 'After you import a statement, confirm in bulk or ask for a large file, progress and result appear here.',
  progress: '{{done}} of {{total}} done',
  by: 'By {{name}}.',
  started: 'Started {{at}}.',
  finished: 'Ended {{at}}.',
  cancel: 'Stop this work',
  cancelMeans: 'What was done before it stops stays done.',
  state: { RUNNING: 'Under way', DONE: 'Done', FAILED: 'Not possible', CANCELLED: 'Stopped' },
  outcomeBetween: ', ',
  outcomeWithSum: '{{words}} ({{amount}})',
  result: {
    fetch: 'Download {{file}} ({{size}})',
    kept: 'kept until {{date}}',
    removed: '{{file}} was removed when its time was over. Ask for it again if you need it.',
  },
  file: {
    RUNNING: 'The file is being made. You can leave this page.',
    DONE: 'The file is there.',
    FAILED: 'The file could not be made.',
    CANCELLED: 'Making the file was stopped.',
    seeAll: 'See all work',
  },
};

export const terms = {
  workKind: {
    BOOKS_EXPORT: 'Export of the books',
    TRACE_EXPORT: 'Export of the trace',
    STATEMENT_PRINT: 'Print of an annual statement',
  },
  workCount: {
    bookLines_one: '{{count}} line of the books',
    bookLines_other: '{{count}} lines of the books',
    traceEntries_one: '{{count}} entry',
    traceEntries_other: '{{count}} entries',
    gifts_one: '{{count}} gift',
    gifts_other: '{{count}} gifts',
  },
};
