import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from './context.js';
import { executeShared } from './shared-execution.js';

let executions = 0;
let db: object;
/** The promise that the slow field waits for. */
let underWay: Promise<void> = Promise.resolve();
beforeEach(() => {
  executions = 0;
  db = {};
});

const field = (resolve: (context: RequestContext) => string | Promise<string>) => ({
  type: GraphQLString,
  args: { of: { type: GraphQLString } },
  resolve: (_: unknown, __: unknown, context: RequestContext) => ((executions += 1), resolve(context)),
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      figure: field(() => String(executions)),
      asker: field(({ viewer }) => viewer?.name ?? 'nobody'),
      from: field(({ address }) => address),
      awaited: field(async (context) => ((await context).viewer === null ? 'nobody' : 'somebody')),
      slow: field(async () => {
        const own = String(executions);
        await underWay;
        return own;
      }),
      fault: field(() => {
        throw new Error('away');
      }),
    },
  }),
});
const documents = Object.fromEntries(
  ['figure', 'asker', 'from', 'awaited', 'slow', 'fault'].map((name) => [
    name,
    parse(`query Asked($of: String) { answer: ${name}(of: $of) }`),
  ]),
);

interface Asker {
  viewer?: { name: string };
  address?: string;
  language?: 'zh-CN' | 'en';
}

const ask = async (name: string, { viewer, address = '', language = 'zh-CN' }: Asker = {}, of = '') => {
  const contextValue = { db, viewer: viewer ?? null, address, language } as unknown as RequestContext;
  const { data, errors } = await executeShared({
    schema,
    document: documents[name]!,
    variableValues: { of },
    contextValue,
  });
  return errors?.[0]?.message ?? data?.answer;
};

describe('a query of several clients', () => {
  it('is executed once in one turn of the event loop', async () => {
    expect(await Promise.all([ask('figure'), ask('figure'), ask('figure')])).toEqual(['1', '1', '1']);
  });

  it('is executed once more for all clients that ask during an execution', async () => {
    let finish = (): void => undefined;
    underWay = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const first = ask('slow');
    await endOfTurn();
    await endOfTurn();
    const others = [ask('slow'), ask('slow')];
    await endOfTurn();
    others.push(ask('slow'));
    expect(executions, 'one at a time').toBe(1);
    finish();
    expect(await first).toBe('1');
    expect(await Promise.all(others)).toEqual(['2', '2', '2']);
  });

  it('is executed again later, even while the first execution runs', async () => {
    const first = ask('figure');
    await endOfTurn();
    expect(await Promise.all([first, ask('figure')])).toEqual(['1', '2']);
    expect(await ask('figure')).toBe('3');
  });

  it('with other variables, another document or another language is another query', async () => {
    await Promise.all([ask('figure'), ask('figure', {}, 'more'), ask('figure', { language: 'en' }), ask('asker')]);
    expect(executions).toBe(4);
  });

  it('with signed-in viewers is executed for each of them', async () => {
    const [one, other] = [{ viewer: { name: '甲' } }, { viewer: { name: '乙' } }];
    expect(await Promise.all([ask('asker', one), ask('asker', other), ask('asker'), ask('asker')])).toEqual([
      '甲',
      '乙',
      'nobody',
      'nobody',
    ]);
  });

  it('whose result depends on the request is executed for each of them', async () => {
    expect(await Promise.all([ask('from', { address: 'a' }), ask('from', { address: 'b' })])).toEqual(['a', 'b']);
  });

  it('is executed once even when the context is tested for being a promise, as type-graphql does', async () => {
    expect(await Promise.all([ask('awaited'), ask('awaited'), ask('awaited')])).toEqual(['nobody', 'nobody', 'nobody']);
    expect(executions).toBe(1);
  });

  it('fails for all of them in the same way, and for no later one', async () => {
    expect(await Promise.all([ask('fault'), ask('fault')])).toEqual(['away', 'away']);
    expect(executions).toBe(1);
    expect(await ask('figure')).toBe('2');
  });
});
