import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { createCity, give, openProject } from '../support/city.ts';

const app = useTestApp();
const FOLDER = new URL('../../packages/web/src/features/developers/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');
const example = (name: string) => read(`examples/${name}.graphql`);
const limits = JSON.parse(read('limits.json')) as Record<'page' | 'characters' | 'depth', number>;

/** The variables that the page shows, with `values` in place of its words in capitals. */
function variablesOf(name: string, values: Readonly<Record<string, string>>): Record<string, unknown> {
  const all = JSON.parse(read('examples/variables.json'), (_, value: unknown) =>
    typeof value === 'string' ? (values[value] ?? value) : value,
  ) as Record<string, Record<string, unknown>>;
  return all[name]!;
}

it('every example of the page for developers does what the page says', async () => {
  const city = await createCity(app);
  const { id, slug } = await openProject(app, city);
  const guest = app.anonymous();

  const list = await guest.must(example('projects'), variablesOf('projects', {}));
  expect(list.projects.edges).toMatchObject([{ node: { id, slug, progress: { raised: 0 } } }]);

  const { project, platform, privacyNotice } = await guest.must(
    example('project'),
    variablesOf('project', { PROJECT_SLUG: slug }),
  );
  expect(project.id).toBe(id);
  expect(project.milestones.length).toBeGreaterThan(0);

  const gift = variablesOf('give', {
    PROJECT_ID: id,
    GUEST_NAME: '李女士',
    NOTICE_VERSION: privacyNotice.version as string,
    KEY_OF_THIS_GIFT: 'gift-1',
  });
  const first = await guest.must(example('give'), gift);
  expect(first.pledge).toMatchObject({ status: 'PENDING', amount: 10_000, remarkCode: expect.any(String) });
  expect(first.pledge.amount).toBeGreaterThanOrEqual(platform.minPledge);
  expect(await guest.must(example('give'), gift)).toEqual(first);

  const feed = guest.subscribe(example('progress'), variablesOf('progress', { PROJECT_ID: id }));
  expect((await feed.next()).projectProgress).toMatchObject({ raised: 0 });
  const paid = await give(city.publisher.client, id, { amount: 20_000 });
  await feed.until(({ projectProgress }) => projectProgress.raised === 20_000);

  const { number } = paid.receipt!;
  const found = await guest.must(example('receipt'), variablesOf('receipt', { RECEIPT_NUMBER: number }));
  expect(found.receipt).toMatchObject({ number, amount: 20_000 });
  expect(await guest.must(example('receipt'), { number: '1' })).toEqual({ receipt: null });
});

it('the page explains every code of a refusal', async () => {
  const { __type: type } = await app.anonymous().must('{ __type(name: "ErrorCode") { enumValues { name } } }');
  const explained = [...read('examples.ts').matchAll(/^ {2}'([A-Z_]+)',$/gm)].map(([, code]) => code);
  expect(explained.toSorted()).toEqual((type.enumValues as { name: string }[]).map(({ name }) => name).toSorted());
});

describe('the limits on the page are those of the server', () => {
  const circle = ['projects(first: 1)', 'edges', 'node', 'organization'];
  const nested = (depth: number) =>
    `{ ${Array.from({ length: depth - 1 }, (_, level) => `${circle[level % 4]} { `).join('')}__typename${' }'.repeat(depth)}`;
  it.each([
    {
      name: 'page',
      within: '{ projects(first: 100) { totalCount } }',
      past: '{ projects(first: 101) { totalCount } }',
    },
    {
      name: 'characters',
      within: '{ __typename }'.padEnd(limits.characters),
      past: '{ __typename }'.padEnd(limits.characters + 1),
    },
    { name: 'depth', within: nested(limits.depth), past: nested(limits.depth + 1) },
  ] as const)('$name', async ({ name, within, past }) => {
    const visitor = app.anonymous();
    await visitor.must(within);
    const { errors } = await visitor.execute(past);
    expect(errors[0]?.extensions).toMatchObject({ max: limits[name] });
  });
});
