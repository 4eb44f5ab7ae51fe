import { registerEnumType } from 'type-graphql';

export enum ProgrammeState {
  PROPOSED = 'PROPOSED',
  REFUSED = 'REFUSED',
  OPEN = 'OPEN',
}

export enum ProgrammeSource {
  GIFTS = 'GIFTS',
  PUBLIC_BUDGET = 'PUBLIC_BUDGET',
  DUES = 'DUES',
}

export enum SourceUse {
  IN_ORDER = 'IN_ORDER',
  IN_PROPORTION = 'IN_PROPORTION',
}

export enum ProgrammeMoveKind {
  INCOME = 'INCOME',
  GRANTS = 'GRANTS',
  ALLOCATION = 'ALLOCATION',
}

export enum ProgrammeMoveState {
  PREPARED = 'PREPARED',
  NOTICE = 'NOTICE',
  DONE = 'DONE',
  WITHDRAWN = 'WITHDRAWN',
  REFUSED = 'REFUSED',
  STOPPED = 'STOPPED',
}

export enum GrantState {
  PREPARED = 'PREPARED',
  PAID = 'PAID',
  RETURNED = 'RETURNED',
  DROPPED = 'DROPPED',
}

registerEnumType(ProgrammeState, {
  name: 'ProgrammeState',
  description: 'The state of an aid programme.',
  valuesConfig: {
    PROPOSED: { description: 'Proposed. A reviewer has not decided.' },
    REFUSED: { description: 'A reviewer refused it.' },
    OPEN: { description: 'Published. It takes in money and pays grants.' },
  },
});
registerEnumType(ProgrammeSource, {
  name: 'ProgrammeSource',
  description: 'Where money of an aid programme comes from. Each source is an account of its own.',
  valuesConfig: {
    GIFTS: { description: 'Gifts, such as the money of a drive.' },
    PUBLIC_BUDGET: { description: 'The public budget.' },
    DUES: { description: 'Party dues.' },
  },
});
registerEnumType(SourceUse, {
  name: 'SourceUse',
  description: 'Which source of an aid programme pays a grant.',
  valuesConfig: {
    IN_ORDER: { description: 'The first source as long as it has money, then the next one.' },
    IN_PROPORTION: { description: 'All sources, in proportion to what each of them has left.' },
  },
});
registerEnumType(ProgrammeMoveKind, {
  name: 'ProgrammeMoveKind',
  description: 'What a movement of money of an aid programme is.',
  valuesConfig: {
    INCOME: { description: 'Money that arrived on the special account.' },
    GRANTS: { description: 'Grants to people, paid together.' },
    ALLOCATION: { description: 'Money of one source that goes to another programme, after public notice.' },
  },
});
registerEnumType(ProgrammeMoveState, {
  name: 'ProgrammeMoveState',
  description: 'The state of a movement of money of an aid programme.',
  valuesConfig: {
    PREPARED: { description: 'It waits for a second person. No money is booked.' },
    NOTICE: { description: 'A second person signed it. It is in public notice, and its money is held.' },
    DONE: { description: 'It is booked.' },
    WITHDRAWN: { description: 'The person who prepared it withdrew it. No money was booked.' },
    REFUSED: { description: 'Another person refused it. No money was booked.' },
    STOPPED: { description: 'A reviewer stopped it during public notice. No money was booked.' },
  },
});
registerEnumType(GrantState, {
  name: 'GrantState',
  description: 'The state of a grant.',
  valuesConfig: {
    PREPARED: { description: 'Its list waits for a second person.' },
    PAID: { description: 'It was paid.' },
    RETURNED: { description: 'The payment came back. The money is in the programme again.' },
    DROPPED: { description: 'Its list was withdrawn or refused.' },
  },
});
