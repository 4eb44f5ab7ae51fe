// The smallest module that is whole: one entity with its table, a rule with its test, a use case, an operation, an invariant.

const pascal = (kebab) => kebab.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
const camel = (kebab) => { const name = pascal(kebab); return name[0].toLowerCase() + name.slice(1); };
const snake = (kebab) => kebab.replaceAll('-', '_');
const words = (kebab) => kebab.replaceAll('-', ' ');

/**
 * The files of a module, by path under packages/server/src.
 * @param {string} plural kebab-case, names folder and table
 * @param {string} singular kebab-case, names the entity
 * @param {number} at when its first migration was written, in milliseconds
 */
export function moduleFiles(plural, singular, at) {
  const [Type, value, values, table] = [pascal(singular), camel(singular), camel(plural), snake(plural)];
  const TITLE = `${snake(singular).toUpperCase()}_TITLE`;
  const folder = `modules/${plural}`;
  return {
    [`${folder}/${singular}.entity.ts`]: `import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

@Entity('${table}')
@ObjectType({ description: 'A ${words(singular)}.' })
export class ${Type} {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the ${words(singular)}.' })
  id: string;

  @Column(column.id())
  authorId: string;

  @Column(column.text())
  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was made.' })
  createdAt: Date;
}
`,
    [`${folder}/${plural}.inputs.ts`]: `import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A new ${words(singular)}.' })
export class Create${Type}Input {
  @Field(() => String, { description: '1 to 80 characters.' })
  title: string;
}
`,
    [`${folder}/${plural}.rules.ts`]: `import type { TextLimits } from '../../lib/text.js';

export const ${TITLE}: TextLimits = { max: 80 };

/** Whether \`viewerId\` may change it: its author alone. */
export const mayChange = (${value}: { authorId: string }, viewerId: string): boolean => ${value}.authorId === viewerId;
`,
    [`${folder}/${plural}.rules.test.ts`]: `import { describe, expect, it } from 'vitest';
import { mayChange } from './${plural}.rules.js';

describe('mayChange', () => {
  it.each([
    ['its author', 'a', true],
    ['somebody else', 'b', false],
  ])('answers for %s', (_who, viewerId, expected) => {
    expect(mayChange({ authorId: 'a' }, viewerId)).toBe(expected);
  });
});
`,
    [`${folder}/${plural}.service.ts`]: `import { requireViewer, type RequestContext } from '../../context.js';
import { forbidden, notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { ${Type} } from './${singular}.entity.js';
import type { Create${Type}Input } from './${plural}.inputs.js';
import { mayChange, ${TITLE} } from './${plural}.rules.js';

/** The ${words(singular)}, or null. */
export const find${Type} = (context: RequestContext, id: string): Promise<${Type} | null> => context.db.read.findOneBy(${Type}, { id: readId('id', id) });

export async function create${Type}(context: RequestContext, input: Create${Type}Input): Promise<${Type}> {
  const { userId } = requireViewer(context);
  const title = readText('title', input.title, ${TITLE});
  return context.db.transact(async (tx) => {
    const ${value} = tx.manager.create(${Type}, { id: newId(), authorId: userId, title, createdAt: tx.now });
    await tx.manager.insert(${Type}, ${value});
    return ${value};
  });
}

export async function rename${Type}(context: RequestContext, id: string, rawTitle: string): Promise<${Type}> {
  const { userId } = requireViewer(context);
  const title = readText('title', rawTitle, ${TITLE});
  return context.db.transact(async (tx) => {
    const ${value} = await tx.lock(${Type}, { id: readId('id', id) });
    if (${value} === null) throw notFound('id');
    if (!mayChange(${value}, userId)) throw forbidden();
    await tx.manager.update(${Type}, { id: ${value}.id }, { title });
    return Object.assign(${value}, { title });
  });
}
`,
    [`${folder}/${plural}.resolver.ts`]: `import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { ${Type} } from './${singular}.entity.js';
import { Create${Type}Input } from './${plural}.inputs.js';
import * as ${values} from './${plural}.service.js';

@Resolver(() => ${Type})
export class ${Type}Resolver {
  @Query(() => ${Type}, { nullable: true, description: 'A ${words(singular)}; null when it does not exist.' })
  ${value}(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the ${words(singular)}.' }) id: string): Promise<${Type} | null> {
    return ${values}.find${Type}(context, id);
  }

  @Mutation(() => ${Type}, { description: 'Makes a ${words(singular)}.' })
  create${Type}(@Ctx() context: RequestContext, @Arg('input', () => Create${Type}Input, { description: 'The new ${words(singular)}.' }) input: Create${Type}Input): Promise<${Type}> {
    return ${values}.create${Type}(context, input);
  }

  @Mutation(() => ${Type}, { description: 'Gives a ${words(singular)} another title; its author alone may.' })
  rename${Type}(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the ${words(singular)}.' }) id: string,
    @Arg('title', () => String, { description: '1 to 80 characters.' }) title: string,
  ): Promise<${Type}> {
    return ${values}.rename${Type}(context, id, title);
  }
}
`,
    [`${folder}/${plural}.checks.ts`]: `import type { Check } from '../../db/check.js';

/** The invariants of ${words(plural)}, as SQL that trusts no service. */
export const ${camel(singular)}Checks: readonly Check[] = [
  {
    name: 'every ${words(singular)} has an author',
    sql: 'SELECT m.id, m.author_id FROM ${table} m LEFT JOIN users u ON u.id = m.author_id WHERE u.id IS NULL',
  },
];
`,
    [`${folder}/index.ts`]: `/** ${words(plural)[0].toUpperCase()}${words(plural).slice(1)}: what this module promises to the others. */
export { ${Type} } from './${singular}.entity.js';
export { ${camel(singular)}Checks } from './${plural}.checks.js';
export { ${Type}Resolver } from './${plural}.resolver.js';
`,
    [`db/migrations/${plural}.ts`]: `import { createTable } from '../ddl.js';

export const ${camel(singular)}Migrations = [
  createTable(${at}, '${table}', (t) => \`
    id \${t.id} NOT NULL PRIMARY KEY,
    author_id \${t.id} NOT NULL,
    title \${t.text(80)} NOT NULL,
    created_at \${t.time} NOT NULL,
    FOREIGN KEY (author_id) REFERENCES users (id)
  \`),
];
`,
  };
}

/** Where the rest of the server has to learn of it, one line each. */
export function registrations(plural, singular) {
  const Type = pascal(singular);
  return [
    ['packages/server/src/entities.ts', `${Type}, from './modules/${plural}/index.js'`],
    ['packages/server/src/db/migrations/index.ts', `...${camel(singular)}Migrations, from './${plural}.js'`],
    ['packages/server/src/schema.ts', `${Type}Resolver, from './modules/${plural}/index.js'`],
    ['packages/server/src/checks.ts', `...${camel(singular)}Checks, from './modules/${plural}/index.js'`],
    ['scripts/lib/import-rules.mjs', `{ modules: ['${plural}'], why: … } at its place in moduleOrder`],
  ];
}
