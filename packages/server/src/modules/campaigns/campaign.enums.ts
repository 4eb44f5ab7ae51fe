import { registerEnumType } from 'type-graphql';

export enum CampaignKind {
  UNIT_DRIVE = 'UNIT_DRIVE',
  ANNUAL_DAY = 'ANNUAL_DAY',
  GIVING_DAY = 'GIVING_DAY',
  RELIEF_APPEAL = 'RELIEF_APPEAL',
}

registerEnumType(CampaignKind, {
  name: 'CampaignKind',
  description: 'The kind of a campaign.',
  valuesConfig: {
    UNIT_DRIVE: {
      description: 'A drive for which every unit calls on its members, such as 20 June to the end of July.',
    },
    ANNUAL_DAY: { description: 'A day that comes every year, such as 12 May.' },
    GIVING_DAY: { description: 'One or several days on which many projects ask for gifts together.' },
    RELIEF_APPEAL: { description: 'An appeal after a disaster.' },
  },
});

export enum RankedBy {
  MONEY = 'MONEY',
  DONORS = 'DONORS',
}

registerEnumType(RankedBy, {
  name: 'RankedBy',
  description: 'By what the ranking of a campaign is sorted. Equal figures share a place.',
  valuesConfig: {
    MONEY: { description: 'By what donors gave themselves. What match funds added buys no place.' },
    DONORS: { description: 'By the number of distinct donors.' },
  },
});

export enum RankedThing {
  UNITS = 'UNITS',
  TREE = 'TREE',
  PROJECTS = 'PROJECTS',
}

registerEnumType(RankedThing, {
  name: 'RankedThing',
  description: 'What the ranking of a campaign lists.',
  valuesConfig: {
    UNITS: { description: 'Units, each with what was given on its own behalf.' },
    TREE: { description: 'Units of one level, each with what was given on its behalf and for all units below it.' },
    PROJECTS: { description: 'Projects.' },
  },
});

/** Follows from the row and the time; no column holds it. */
export enum CampaignState {
  WAITING = 'WAITING',
  RETURNED = 'RETURNED',
  UPCOMING = 'UPCOMING',
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
  ENDED = 'ENDED',
}

registerEnumType(CampaignState, {
  name: 'CampaignState',
  description: 'Where a campaign stands.',
  valuesConfig: {
    WAITING: { description: 'Waits for a reviewer.' },
    RETURNED: { description: 'A reviewer has returned it with a reason; a change lets it wait again.' },
    UPCOMING: { description: 'Published, and not open yet.' },
    OPEN: { description: 'Open.' },
    CLOSED: { description: 'Its time is over.' },
    ENDED: { description: 'Ended before its time, with a reason.' },
  },
});

export enum CampaignAction {
  UPDATE = 'UPDATE',
  DECIDE = 'DECIDE',
  END = 'END',
}

registerEnumType(CampaignAction, {
  name: 'CampaignAction',
  description: 'What a person can do with a campaign.',
  valuesConfig: {
    UPDATE: { description: 'Change it, which lets it wait for a reviewer again.' },
    DECIDE: { description: 'Publish it or return it.' },
    END: { description: 'End it before its time.' },
  },
});
