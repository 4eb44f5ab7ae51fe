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
  description: 'The kinds of reports that a project owes the public.',
  valuesConfig: {
    PROGRESS: { description: 'How the project is going. Owed every three months while the project runs.' },
    FINAL: {
      description:
        "Everything that was done and what the money was used for. Owed within three months of the project's end.",
    },
  },
});
registerEnumType(ObligationStatus, {
  name: 'ObligationStatus',
  description: 'The state of an owed report today.',
  valuesConfig: {
    UPCOMING: { description: 'The report cannot be published yet, because its period has not ended.' },
    DUE: { description: 'The report can be published, and its deadline has not passed.' },
    LATE: { description: 'The deadline has passed without a report.' },
    DONE: { description: 'The report was published.' },
  },
});
