import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from './context.js';
import { executeTogether } from './execute-together.js';

let executions = 0;
let db: object;
beforeEach(() => {
  executions = 0;
  db = {};
});

const field = (resolve: (context: RequestContext) => string | Promise<string>) => ({ type: GraphQLString, args: { of: { type: GraphQLString } }, resolve: (_: unknown, __: unknown, context: RequestContext) => ((executions += 1), resolve(context)) });
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      figure: field(() => String(executions)),
      asker: field(({ viewer }) => viewer?.name ?? 'nobody'),
      from: field(({ address }) => address),
      awaited: field(async (context) => ((await context).viewer === null ? 'nobody' : 'somebody')),
      fault: field(() => { throw new Error('away'); }),
    },
  }),
});
const documents = Object.fromEntries(['figure', 'asker', 'from', 'awaited', 'fault'].map((name) => [name, parse(`query Asked($of: String) { answer: ${name}(of: $of) }`)]));

interface Asker { viewer?: { name: string }; address?: string; language?: 'zh-CN' | 'en' }

const ask = async (name: string, { viewer, address = '', language = 'zh-CN' }: Asker = {}, of = '') => {
  const contextValue = { db, viewer: viewer ?? null, address, language } as unknown as RequestContext;
  const { data, errors } = await executeTogether({ schema, document: documents[name]!, variableValues: { of }, contextValue });
  return errors?.[0]?.message ?? data?.answer;
};

describe('a query that many ask', () => {
  it('in one turn is executed once', async () => {
    expect(await Promise.all([ask('figure'), ask('figure'), ask('figure')])).toEqual(['1', '1', '1']);
  });

  it('later is executed anew, even while the first is not answered yet', async () => {
    const first = ask('figure');
    await endOfTurn();
    expect(await Promise.all([first, ask('figure')])).toEqual(['1', '2']);
    expect(await ask('figure')).toBe('3');
  });

  it('with other variables, of another document or in another language is another query', async () => {
    await Promise.all([ask('figure'), ask('figure', {}, 'more'), ask('figure', { language: 'en' }), ask('asker')]);
    expect(executions).toBe(4);
  });

  it('signed in is executed for each of them', async () => {
    const [one, other] = [{ viewer: { name: '甲' } }, { viewer: { name: '乙' } }];
    expect(await Promise.all([ask('asker', one), ask('asker', other), ask('asker'), ask('asker')])).toEqual(['甲', '乙', 'nobody', 'nobody']);
  });

  it('and whose answer depends on where they are is executed for each of them', async () => {
    expect(await Promise.all([ask('from', { address: 'a' }), ask('from', { address: 'b' })])).toEqual(['a', 'b']);
  });

  it('is executed once, too, where the context is taken for a promise, as type-graphql does', async () => {
    expect(await Promise.all([ask('awaited'), ask('awaited'), ask('awaited')])).toEqual(['nobody', 'nobody', 'nobody']);
    expect(executions).toBe(1);
  });

  it('fails for all of them alike, and for nobody after them', async () => {
    expect(await Promise.all([ask('fault'), ask('fault')])).toEqual(['away', 'away']);
    expect(executions).toBe(1);
    expect(await ask('figure')).toBe('2');
  });
});
