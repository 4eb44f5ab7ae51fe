// The tests of a new module: a story, the table of access, and the table of bad input.

/**
 * The files by path from the root.
 * @param {ReturnType<import('./names.mjs').namesOf>} names
 * @param {{ withQueue: boolean }} options
 */
export function testFiles({ plural, Type, value, values, one }, { withQueue }) {
  const q = (text) => (withQueue ? text : '');
  const made = `await owner.client.must(mutationNamed('create${Type}'), { input: { title: '第一条' } });
  const { ${values} } = await owner.client.must('{ ${values}(first: 1) { edges { node { id } } } }');`;
  return {
    [`tests/stories/${plural}.test.ts`]: `import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { mutationNamed } from '../support/operations.ts';

const app = useTestApp();

it('everybody sees a ${one} that somebody created', async () => {
  const author = await app.signUp({ name: '李明' });
  await author.client.must(mutationNamed('create${Type}'), { input: { title: '第一条' } });
  const { ${values} } = await app.anonymous().must('{ ${values} { edges { node { title } } } }');
  expect(${values}.edges).toEqual([{ node: { title: '第一条' } }]);
});
${q(`
it('a ${one} waits until somebody settles it', async () => {
  const author = await app.signUp({ name: '李明' });
  const reviewer = await app.signUp({ name: '评审', roles: ['REVIEWER'] });
  for (const title of ['要处理的事', '别的事']) await author.client.must(mutationNamed('create${Type}'), { input: { title } });
  const { ${value}Queue: found } = await reviewer.client.must('{ ${value}Queue(search: "要处理") { edges { node { id title } } } }');
  expect(found.edges.map(({ node }: { node: { title: string } }) => node.title)).toEqual(['要处理的事']);

  const { id } = found.edges[0].node;
  await reviewer.client.must(mutationNamed('settle${Type}'), { id });
  expect(await reviewer.client.must('{ ${value}Queue(search: "要处理") { totalCount } }')).toEqual({ ${value}Queue: { totalCount: 0 } });
  expect((await reviewer.client.refused(mutationNamed('settle${Type}'), { id })).code).toBe('INVALID_STATE');
});
`)}`,
    [`tests/stories/access/${plural}.ts`]: `import type { TestApp } from '../../support/app.ts';
import { queryRow, ${q('REVIEWERS, ')}SIGNED_IN, type AccessTable } from '../../support/access.ts';
import { mutationNamed } from '../../support/operations.ts';
import type { Town } from '../../support/town.ts';

const make = async ({ owner }: Town): Promise<string> => {
  ${made}
  return ${values}.edges[0].node.id;
};

export default (_app: TestApp): AccessTable => ({
  doing: [
    { mutation: 'create${Type}', target: () => ({ input: { title: '第一条' } }), allowed: SIGNED_IN },
    { mutation: 'rename${Type}', target: async (town) => ({ id: await make(town), title: '改名' }), allowed: ['owner'] },
${q(`    { mutation: 'settle${Type}', target: async (town) => ({ id: await make(town) }), allowed: REVIEWERS },
`)}  ],
  traces: {
    create${Type}: 'decides nothing',
    rename${Type}: 'decides nothing',
${q(`    settle${Type}: 'write here which kind of entry it leaves; declare the kind in ${plural}.trace.ts and record() it',
`)}  },
  seeing: {
    ${value}: queryRow('{ it: ${values} { totalCount } ${value}(id: "01975a00-0000-7000-8000-000000000000") { id } }'),
    ${values}: queryRow('{ it: ${values} { totalCount } }'),
${q(`    ${value}Queue: queryRow('{ it: ${value}Queue { totalCount edges { node { id } } } }', REVIEWERS),
`)}  },
${q(`  queues: {
    '${plural}': { sees: REVIEWERS, works: REVIEWERS },
  },
`)}});
`,
    [`tests/stories/bad-input/${plural}.ts`]: `import type { BadInputRow, World } from '../../support/bad-input.ts';
import { id, object, text } from '../../support/bad-values.ts';
import { mutationNamed } from '../../support/operations.ts';

const make = async ({ owner }: World): Promise<string> => {
  ${made}
  return ${values}.edges[0].node.id;
};

export default [
  {
    mutation: 'create${Type}',
    who: ({ owner }) => owner,
    good: () => ({ input: { title: '第一条' } }),
    inputs: { input: object(), 'input.title': text({ max: 80 }) },
  },
  {
    mutation: 'rename${Type}',
    who: ({ owner }) => owner,
    good: async (world) => ({ id: await make(world), title: '改名' }),
    inputs: { id: id(), title: text({ max: 80 }) },
  },
${q(`  {
    mutation: 'settle${Type}',
    who: ({ reviewer }) => reviewer,
    good: async (world) => ({ id: await make(world) }),
    inputs: { id: id() },
  },
`)}] satisfies readonly BadInputRow[];
`,
  };
}
