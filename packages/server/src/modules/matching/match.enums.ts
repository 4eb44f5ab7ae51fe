import { registerEnumType } from 'type-graphql';

export enum MatchFundState {
  PROPOSED = 'PROPOSED',
  REFUSED = 'REFUSED',
  OPEN = 'OPEN',
  ENDED = 'ENDED',
}

export enum MatchScope {
  ALL = 'ALL',
  PROJECTS = 'PROJECTS',
  CATEGORY = 'CATEGORY',
  CAMPAIGN = 'CAMPAIGN',
}

export enum MatchCut {
  PER_GIFT = 'PER_GIFT',
  PER_DONOR = 'PER_DONOR',
  PER_PROJECT = 'PER_PROJECT',
  PER_DAY = 'PER_DAY',
  GOAL = 'GOAL',
  POOL = 'POOL',
}

export enum MatchFundAction {
  DECIDE = 'DECIDE',
  FILL = 'FILL',
  END = 'END',
  RETURN = 'RETURN',
}

export enum MatchReturnAction {
  SIGN = 'SIGN',
  WITHDRAW = 'WITHDRAW',
}

registerEnumType(MatchFundState, {
  name: 'MatchFundState',
  description: 'The state of a match fund.',
  valuesConfig: {
    PROPOSED: { description: 'A sponsor founded it; the city has not decided.' },
    REFUSED: { description: 'The city refused it.' },
    OPEN: { description: 'Published. It adds to gifts within its times, as far as it has money.' },
    ENDED: { description: 'Ended by the sponsor or the city. It adds nothing more.' },
  },
});
registerEnumType(MatchScope, {
  name: 'MatchScope',
  description: 'To which gifts a match fund adds.',
  valuesConfig: {
    ALL: { description: 'Gifts to any project.' },
    PROJECTS: { description: 'Gifts to chosen projects.' },
    CATEGORY: { description: 'Gifts to the projects of one category.' },
    CAMPAIGN: { description: 'Gifts that count for one campaign.' },
  },
});
registerEnumType(MatchCut, {
  name: 'MatchCut',
  description: 'The limit that made a match smaller than the factor says.',
  valuesConfig: {
    PER_GIFT: { description: 'The most for one gift, by the fund or over all funds.' },
    PER_DONOR: { description: "The fund's most for one donor." },
    PER_PROJECT: { description: "The fund's most for one project." },
    PER_DAY: { description: "The fund's most for one day." },
    GOAL: { description: 'The project takes nothing past its goal.' },
    POOL: { description: 'The fund had no more money.' },
  },
});
registerEnumType(MatchFundAction, {
  name: 'MatchFundAction',
  description: 'What a person can do with a match fund.',
  valuesConfig: {
    DECIDE: { description: 'Publish it or refuse it.' },
    FILL: { description: "Confirm that a sponsor's transfer arrived." },
    END: { description: 'End it for good.' },
    RETURN: { description: 'Prepare that what it did not use goes back to the sponsor.' },
  },
});
registerEnumType(MatchReturnAction, {
  name: 'MatchReturnAction',
  description: 'What a person can do with what goes back to the sponsor of a match fund.',
  valuesConfig: {
    SIGN: { description: 'Sign it as the second person; the money leaves at once.' },
    WITHDRAW: { description: 'Withdraw it, or refuse it when another person prepared it.' },
  },
});
