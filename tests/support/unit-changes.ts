import type { TestUser } from './app.ts';

export const ASK_MERGER =
  'mutation AskMerger($input: UnitMergerInput!) { askUnitMerger(input: $input) { id state stakes { name text blocks } } }';
export const DECIDE_CHANGE =
  'mutation DecideChange($id: ID!, $accepted: Boolean!, $reason: String) { decideUnitChange(id: $id, accepted: $accepted, reason: $reason) { id state decisionReason } }';

export const ASK_SPLIT =
  'mutation AskSplit($input: UnitSplitInput!) { askUnitSplit(input: $input) { id state parts { name memberCount ownerName } } }';

/** Asks to merge a unit into another, and returns the id of the change. */
export async function askMerger(owner: TestUser, organizationId: string, intoId: string): Promise<string> {
  const input = { organizationId, intoId, reason: '两个支部合并设置' };
  return (await owner.client.must(ASK_MERGER, { input })).askUnitMerger.id;
}
