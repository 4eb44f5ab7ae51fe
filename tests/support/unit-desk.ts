/** A month of the stories' year, as the period of a unit's desk. */
export const DESK_DAYS = { from: '2026-06-01', until: '2026-06-30' };

export const UNIT_DESK = `query Desk($organizationId: ID!, $from: Day, $until: Day, $campaignId: ID) {
  unitDesk(organizationId: $organizationId, from: $from, until: $until, campaignId: $campaignId) {
    from until amountsFor unnamedMembers
    total { membersKnown membersGave gifts amount } own { membersKnown membersGave gifts amount }
    rows { unit { id } membersKnown membersGave gifts amount answer remindedAt }
    members { name gifts amount }
  }
}`;
