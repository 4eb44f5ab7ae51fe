import type { Client } from './client.ts';
import { csv } from './statements.ts';
import { MUTATIONS } from './operations.ts';

export interface ListAnswer {
  status: number;
  id: string | null;
  error: { code: string; key: string; field?: string; listId?: string } | null;
}

/** Uploads a file as the unit's page does. */
export async function uploadList(
  client: Client,
  organizationId: string,
  content: Uint8Array | string,
  name = '名单.csv',
): Promise<ListAnswer> {
  const search = new URLSearchParams({ organizationId, name }).toString();
  const response = await client.fetch(`/uploads/collected-lists?${search}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-requested-with': 'hongchuang' },
    body: typeof content === 'string' ? content : new Uint8Array(content),
  });
  const body = (await response.json()) as { id?: string; errors?: { extensions: ListAnswer['error'] }[] };
  return { status: response.status, id: body.id ?? null, error: body.errors?.[0]?.extensions ?? null };
}

/** The text of a list with these gifts, in yuan. */
export const listText = (...gifts: readonly (readonly [name: string, yuan: string, category?: string])[]): string =>
  csv([['姓名', '金额', '类别'], ...gifts.map(([name, yuan, category = '党员']) => [name, yuan, category])]);

let drafts = 0;

/** Uploads a list that can be committed, and returns its id. */
export async function draftList(client: Client, organizationId: string, ...yuan: string[]): Promise<string> {
  // Each list has other names, because a unit uploads the same list only once.
  drafts += 1;
  const gifts = (yuan.length === 0 ? ['100'] : yuan).map((amount, index): [string, string] => [
    `捐款人${drafts}${'甲乙丙丁戊'[index]!}`,
    amount,
  ]);
  const { id, error } = await uploadList(client, organizationId, listText(...gifts));
  if (id === null) throw new Error(`the list was refused: ${JSON.stringify(error)}`);
  return id;
}

/** Commits a list that was uploaded just now, and returns its remark code. */
export async function committedList(
  client: Client,
  organizationId: string,
  projectId: string,
  ...yuan: string[]
): Promise<{ id: string; remarkCode: string }> {
  const id = await draftList(client, organizationId, ...yuan);
  const { commitCollectedList } = await client.must(MUTATIONS.commitCollectedList, { id, version: 0, projectId });
  return { id, remarkCode: commitCollectedList.remarkCode };
}

/** The id of the first row of a list that was uploaded just now. */
export async function draftRow(client: Client, organizationId: string): Promise<{ listId: string; rowId: string }> {
  const listId = await draftList(client, organizationId);
  const { collectedList } = await client.must(
    'query Row($id: ID!) { collectedList(id: $id) { rows { edges { node { id } } } } }',
    { id: listId },
  );
  return { listId, rowId: collectedList.rows.edges[0].node.id };
}

/** What a row is corrected to. */
export const correction = (id: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  input: { id, version: 0, name: '赵六', amount: 10_000, category: 'PUBLIC', note: '补交', ...changes },
});
