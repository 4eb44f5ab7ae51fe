import { registerEnumType } from 'type-graphql';

export enum DisclosureKind {
  PROGRESS = 'PROGRESS',
  FINAL = 'FINAL',
}

export enum ObligationStatus {
  UPCOMING = 'UPCOMING',
  DUE = 'DUE',
  LATE = 'LATE',
  DONE = 'DONE',
}

registerEnumType(DisclosureKind, {
  name: 'DisclosureKind',
  description: 'Which report a project owes the public.',
  valuesConfig: {
    PROGRESS: { description: 'How it is going: every three months while the project runs.' },
    FINAL: { description: 'All that was done and what every yuan was used for: within three months of the end.' },
  },
});
registerEnumType(ObligationStatus, {
  name: 'ObligationStatus',
  description: 'Where a report that is owed stands today.',
  valuesConfig: {
    UPCOMING: { description: 'It is too early to write it.' },
    DUE: { description: 'It can be written, and its day has not passed.' },
    LATE: { description: 'Its day has passed without it.' },
    DONE: { description: 'It was published.' },
  },
});
