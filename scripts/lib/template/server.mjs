// The smallest complete module of the server: one entity with its table, a rule with its test, use cases, operations
// and an invariant; with a queue, also what waits in it, who sees it and who works on it.

/**
 * The files of a module, by path under packages/server/src.
 * @param {ReturnType<import('./names.mjs').namesOf>} names
 * @param {{ at: number, withQueue: boolean }} options `at` is the time of the first migration, in milliseconds
 */
export function serverFiles(names, { at, withQueue }) {
  const { plural, singular, Type, Types, value, values, table, one, many, Many, TITLE } = names;
  const folder = `modules/${plural}`;
  const q = (text) => (withQueue ? text : '');
  return {
    [`${folder}/${singular}.entity.ts`]: `import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

@Entity('${table}')
@ObjectType({ description: 'A ${one}.' })
export class ${Type} {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the ${one}.' })
  id: string;

  @Column(column.id())
  authorId: string;

  @Column(column.text())
  @Field(() => String, { description: 'The title.' })
  title: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the author created it.' })
  createdAt: Date;
${q(`
  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When somebody settled it; null while it waits.' })
  settledAt: Date | null;

  @Column(column.longText())
  searchText: string;
`)}}
`,
    [`${folder}/${plural}.messages.ts`]: `import type { Messages } from '../../messages/index.js';

/** The texts of this module for people, in Chinese and in English. */
export const ${value}Messages = {
  '${value}.notYours': ['只有作者本人可以修改。', 'Only the author may change it.'],
${q(`  '${value}.settledBefore': ['已经处理过了。', 'Somebody has settled it already.'],
  'queue.${plural}': ['待处理的新事项', '${many} to settle'],
`)}} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof ${value}Messages, true> {}
}
`,
    [`${folder}/${plural}.inputs.ts`]: `import { Field, InputType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { ${Type} } from './${singular}.entity.js';

export const ${Type}Connection = connectionOf(${Type}, '${Type}');

@InputType({ description: 'A new ${one}.' })
export class Create${Type}Input {
  @Field(() => String, { description: '1 to 80 characters.' })
  title: string;
}
`,
    [`${folder}/${plural}.rules.ts`]: `import type { TextLimits } from '../../lib/text.js';

export const ${TITLE}: TextLimits = { max: 80 };

/** Returns whether \`viewerId\` may change it. Only the author may. */
export const mayChange = (${value}: { authorId: string }, viewerId: string): boolean => ${value}.authorId === viewerId;
`,
    [`${folder}/${plural}.rules.test.ts`]: `import { describe, expect, it } from 'vitest';
import { mayChange } from './${plural}.rules.js';

describe('mayChange', () => {
  it.each([
    ['the author', 'a', true],
    ['another person', 'b', false],
  ])('returns for %s', (_who, viewerId, expected) => {
    expect(mayChange({ authorId: 'a' }, viewerId)).toBe(expected);
  });
});
`,
    [`${folder}/${plural}.service.ts`]: `import { paginate, type Page, type PageArgs } from '../../connection.js';
import { ${q('requirePermission, ')}requireViewer, type RequestContext } from '../../context.js';
import { forbidden, ${q('invalidState, ')}notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
${q("import { searchText } from '../../lib/search-text.js';\n")}import { ${Type} } from './${singular}.entity.js';
import type { Create${Type}Input } from './${plural}.inputs.js';
${q(`import { settle${Types} } from './${plural}.permissions.js';
import { ${value}Queue } from './${plural}.queues.js';
`)}import { mayChange, ${TITLE} } from './${plural}.rules.js';


/** Returns the ${one}, or null. */
export const find${Type} = (context: RequestContext, id: string): Promise<${Type} | null> => context.db.read.findOneBy(${Type}, { id: readId('id', id) });

/** Lists all ${many}, newest first. */
export const list${Types} = (context: RequestContext, args: PageArgs): Promise<Page<${Type}>> =>
  paginate(
    context.db.read.createQueryBuilder(${Type}, '${value}'),
    [{ column: '${value}.id', of: ({ id }) => id, direction: 'DESC' }],
    args,
  );

export async function create${Type}(context: RequestContext, input: Create${Type}Input): Promise<${Type}> {
  const { userId } = requireViewer(context);
  const title = readText('title', input.title, ${TITLE});
  return context.db.transact(async (tx) => {
    const ${value} = tx.manager.create(${Type}, { id: newId(tx.now), authorId: userId, title, createdAt: tx.now${q(', settledAt: null, searchText: searchText(title)')} });
    await tx.manager.insert(${Type}, ${value});
${q(`    tx.changed(${value}Queue.topic);\n`)}    return ${value};
  });
}

export async function rename${Type}(context: RequestContext, id: string, rawTitle: string): Promise<${Type}> {
  const { userId } = requireViewer(context);
  const title = readText('title', rawTitle, ${TITLE});
  return context.db.transact(async (tx) => {
    const ${value} = await tx.lock(${Type}, { id: readId('id', id) });
    if (${value} === null) throw notFound('id');
    if (!mayChange(${value}, userId)) throw forbidden('${value}.notYours');
    const changed = { title${q(', searchText: searchText(title)')} };
    await tx.manager.update(${Type}, { id: ${value}.id }, changed);
${q(`    tx.changed(${value}Queue.topic);\n`)}    return Object.assign(${value}, changed);
  });
}
${q(`
/** Removes the ${one} from the queue, by somebody who works on the queue. */
export async function settle${Type}(context: RequestContext, id: string): Promise<${Type}> {
  requirePermission(context, settle${Types});
  return context.db.transact(async (tx) => {
    const ${value} = await tx.lock(${Type}, { id: readId('id', id) });
    if (${value} === null) throw notFound('id');
    if (${value}.settledAt !== null) throw invalidState('${value}.settledBefore');
    await tx.manager.update(${Type}, { id: ${value}.id }, { settledAt: tx.now });
    tx.changed(${value}Queue.topic);
    return Object.assign(${value}, { settledAt: tx.now });
  });
}
`)}`,
    [`${folder}/${plural}.resolver.ts`]: `import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
${q("import { QueueArgs } from '../queues/index.js';\n")}import { ${Type} } from './${singular}.entity.js';
import { Create${Type}Input, ${Type}Connection } from './${plural}.inputs.js';
${q(`import { ${value}Queue } from './${plural}.queues.js';\n`)}import * as ${values} from './${plural}.service.js';

@Resolver(() => ${Type})
export class ${Type}Resolver {
  @Query(() => ${Type}, { nullable: true, description: 'A ${one}; null when none has this id.' })
  ${value}(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the ${one}.' }) id: string): Promise<${Type} | null> {
    return ${values}.find${Type}(context, id);
  }

  @Query(() => ${Type}Connection, { description: 'All ${many}, newest first.' })
  ${values}(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<${Type}>> {
    return ${values}.list${Types}(context, page);
  }

  @Mutation(() => ${Type}, { description: 'Creates a ${one}.' })
  create${Type}(@Ctx() context: RequestContext, @Arg('input', () => Create${Type}Input, { description: 'The new ${one}.' }) input: Create${Type}Input): Promise<${Type}> {
    return ${values}.create${Type}(context, input);
  }

  @Mutation(() => ${Type}, { description: 'Gives a ${one} another title. Only the author may.' })
  rename${Type}(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the ${one}.' }) id: string,
    @Arg('title', () => String, { description: '1 to 80 characters.' }) title: string,
  ): Promise<${Type}> {
    return ${values}.rename${Type}(context, id, title);
  }
${q(`
  @Query(() => ${Type}Connection, { description: 'The ${many} that wait. For those who see the queue.' })
  ${value}Queue(@Ctx() context: RequestContext, @Args(() => QueueArgs) args: QueueArgs): Promise<Page<${Type}>> {
    return ${value}Queue.list(context, args);
  }

  @Mutation(() => ${Type}, { description: 'Settles a ${one} that waits. For those who work on the queue.' })
  settle${Type}(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the ${one}.' }) id: string): Promise<${Type}> {
    return ${values}.settle${Type}(context, id);
  }
`)}}
`,
    [`${folder}/${plural}.checks.ts`]: `import type { Check } from '../../db/check.js';

/** The invariants of ${many}, as SQL that trusts no service. */
export const ${value}Checks: readonly Check[] = [
  {
    name: 'every ${one} has an author',
    sql: 'SELECT m.id, m.author_id FROM ${table} m LEFT JOIN users u ON u.id = m.author_id WHERE u.id IS NULL',
  },
];
`,
    [`${folder}/${plural}.migrations.ts`]: `import { createTable } from '../../db/ddl.js';

export const ${value}Migrations = [
  createTable(
    ${at},
    '${table}',
    (t) => \`
    id \${t.id} NOT NULL PRIMARY KEY,
    author_id \${t.id} NOT NULL,
    title \${t.text(80)} NOT NULL,
    created_at \${t.time} NOT NULL,
${q('    settled_at ${t.time},\n    search_text ${t.longText} NOT NULL,\n')}    locks \${t.integer} NOT NULL DEFAULT 0,
    FOREIGN KEY (author_id) REFERENCES users (id)
  \`,
  ),
];
`,
    ...(withQueue ? queueFiles(folder, names) : {}),
    [`${folder}/${plural}.personal.ts`]: `import type { Inventory } from '../../personal-data.js';

/** Which columns hold personal data, and why the others do not. */
export const ${values}Inventory: Inventory = {
  harmless: { ${table}: { title: 'PUBLIC_TEXT'${q(", search_text: 'PUBLIC_TEXT'")} } },
};
`,
    [`${folder}/module.ts`]: `import { defineModule } from '../../module.js';
import { ${Type} } from './${singular}.entity.js';
import { ${value}Checks } from './${plural}.checks.js';
import { ${value}Messages } from './${plural}.messages.js';
import { ${value}Migrations } from './${plural}.migrations.js';
${q(`import { see${Types}, settle${Types} } from './${plural}.permissions.js';
import { ${value}Queue } from './${plural}.queues.js';
`)}import { ${values}Inventory } from './${plural}.personal.js';
import { ${Type}Resolver } from './${plural}.resolver.js';
${q(`import { ${value}SearchColumns } from './${plural}.search.js';
`)}
export const ${values}Module = defineModule({
  name: '${plural}',
  inventory: ${values}Inventory,
  entities: [${Type}],
  migrations: ${value}Migrations,
  resolvers: [${Type}Resolver],
  checks: ${value}Checks,
  messages: ${value}Messages,
${q(`  permissions: [see${Types}, settle${Types}],
  queues: [${value}Queue],
  searchColumns: ${value}SearchColumns,
`)}});
`,
    [`${folder}/index.ts`]: `/** ${Many}: what other modules may use of this module. */
export { ${values}Module } from './module.js';
`,
  };
}

const queueFiles = (folder, { plural, singular, Type, Types, value, many, table }) => ({
  [`${folder}/${plural}.permissions.ts`]: `import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const see${Types} = definePermission({
  name: '${value}Queue.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.AUDITOR],
  allows: 'see the ${many} that wait',
});

export const settle${Types} = definePermission({
  name: '${value}Queue.settle',
  roles: [PlatformRole.REVIEWER],
  allows: 'settle ${many}',
});
`,
  [`${folder}/${plural}.queues.ts`]: `import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { defineQueue } from '../queues/index.js';
import { ${Type} } from './${singular}.entity.js';
import { see${Types}, settle${Types} } from './${plural}.permissions.js';

export const ${value}Queue = defineQueue<${Type}>({
  name: '${plural}',
  label: 'queue.${plural}',
  path: '/${plural}',
  see: see${Types},
  work: settle${Types},
  rows: ({ db }) => db.read.createQueryBuilder(${Type}, '${value}').where('${value}.settledAt IS NULL'),
  find: (query, term) => void query.andWhere(hasAllWords(term, '${value}.searchText')),
  id: '${value}.id',
  cameAt: '${value}.createdAt',
  load: ({ db }, ids) => rowsByKey(db.read, ${Type}, 'id', ids),
});
`,
  [`${folder}/${plural}.search.ts`]: `import type { SearchColumn } from '../../db/search-columns.js';
import { SEARCH_TEXT_VERSION, searchText } from '../../lib/search-text.js';

export const ${value}SearchColumns: readonly SearchColumn[] = [
  {
    table: '${table}',
    key: 'id',
    column: 'search_text',
    version: SEARCH_TEXT_VERSION,
    sources: ['t.title'],
    spell: (title) => searchText(title),
  },
];
`,
});
