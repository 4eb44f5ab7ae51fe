import { registerEnumType } from 'type-graphql';

/** What a column of a collected list says. */
export enum ListColumn {
  NAME = 'NAME',
  AMOUNT = 'AMOUNT',
  CATEGORY = 'CATEGORY',
  DATE = 'DATE',
  NOTE = 'NOTE',
  IGNORED = 'IGNORED',
}

/** Why a row of the file is no gift. */
export enum LeftOut {
  TOTAL = 'TOTAL',
  HEADER_AGAIN = 'HEADER_AGAIN',
  NOTE = 'NOTE',
  DECIDED = 'DECIDED',
}

export enum CollectedListState {
  DRAFT = 'DRAFT',
  COMMITTING = 'COMMITTING',
  COMMITTED = 'COMMITTED',
  WITHDRAWN = 'WITHDRAWN',
  DISCARDED = 'DISCARDED',
}

export enum CollectedListAction {
  CORRECT = 'CORRECT',
  COMMIT = 'COMMIT',
  DISCARD = 'DISCARD',
  WITHDRAW = 'WITHDRAW',
}

/** Which rows of a list are asked for. */
export enum ListRowsShown {
  ALL = 'ALL',
  GIFTS = 'GIFTS',
  FAULTY = 'FAULTY',
  LEFT_OUT = 'LEFT_OUT',
}

registerEnumType(ListColumn, {
  name: 'ListColumn',
  description: 'What a column of a collected list says.',
  valuesConfig: {
    NAME: { description: 'The name of the giver.' },
    AMOUNT: { description: 'The amount.' },
    CATEGORY: { description: 'The group of the giver.' },
    DATE: { description: 'The day on which the unit got the money.' },
    NOTE: { description: 'A note.' },
    IGNORED: { description: 'Nothing that a list needs, such as a serial number.' },
  },
});
registerEnumType(LeftOut, {
  name: 'LeftOut',
  description: 'Why a row of a collected list is no gift.',
  valuesConfig: {
    TOTAL: { description: 'It states a total, which equals the rows above.' },
    HEADER_AGAIN: { description: 'It repeats the header, as after a page break.' },
    NOTE: { description: 'It has words only.' },
    DECIDED: { description: 'The unit left it out.' },
  },
});
registerEnumType(CollectedListState, {
  name: 'CollectedListState',
  description: 'The state of a collected list.',
  valuesConfig: {
    DRAFT: { description: 'It was read; none of its rows is a gift yet.' },
    COMMITTING: { description: 'A work makes its rows gifts.' },
    COMMITTED: { description: 'Every row is a gift of the unit. They wait for one transfer, or were paid by it.' },
    WITHDRAWN: { description: 'Its gifts were cancelled before they were paid.' },
    DISCARDED: { description: 'It was removed before its rows became gifts.' },
  },
});
registerEnumType(CollectedListAction, {
  name: 'CollectedListAction',
  description: 'What the viewer can do with a collected list.',
  valuesConfig: {
    CORRECT: { description: 'Correct its rows, and leave some out.' },
    COMMIT: { description: 'Make every row a gift.' },
    DISCARD: { description: 'Remove a list whose rows are no gifts yet.' },
    WITHDRAW: { description: 'Cancel all its unpaid gifts.' },
  },
});
registerEnumType(ListRowsShown, {
  name: 'ListRowsShown',
  description: 'Which rows of a collected list are asked for.',
  valuesConfig: {
    ALL: { description: 'All of them.' },
    GIFTS: { description: 'Rows that are gifts, or will be.' },
    FAULTY: { description: 'Rows with a fault.' },
    LEFT_OUT: { description: 'Rows that are no gifts.' },
  },
});
