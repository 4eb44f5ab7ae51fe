// Writes src/generated/documents.ts, one typed document for every operation in documents/, and
// src/generated/trusted-documents.json, the same as the pages send them, by their SHA-256: a page names its question by
// that, and the server knows the text. Writes src/generated/connections.ts, the names of all paged lists: the cache of
// the pages makes its rules from them.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import {
  buildSchema,
  getNamedType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';

const here = (path) => new URL(path, import.meta.url);

/** The text of src/generated/documents.ts for the schema and documents as they are on disk now. */
export async function generateDocuments() {
  const schema = buildSchema(readFileSync(here('schema.graphql'), 'utf8'));
  const documents = readdirSync(here('documents/'))
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ location: name, document: parse(readFileSync(here(`documents/${name}`), 'utf8')) }));
  return codegen({
    filename: 'documents.ts',
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents,
    config: {
      strictScalars: true,
      scalars: { SafeInt: 'number', DateTime: 'string', Day: 'string' },
      useTypeImports: true,
      dedupeFragments: true,
      enumType: 'string-literal',
    },
    plugins: [{ banner: {} }, { operations: {} }, { typedDocuments: {} }],
    pluginMap: {
      banner: { plugin: () => '// Written by `pnpm schema`; never edited.\n' },
      operations,
      typedDocuments,
    },
  });
}

/** Apollo Client asks for the type of every object but the roots, to know it again in its cache. */
const withTypenames = (document) =>
  visit(document, {
    SelectionSet(node, _key, parent) {
      const isRoot = parent.kind === Kind.OPERATION_DEFINITION;
      if (isRoot || node.selections.some((one) => one.kind === Kind.FIELD && one.name.value.startsWith('__')))
        return undefined;
      return {
        ...node,
        selections: [...node.selections, { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
      };
    },
  });

const DOCUMENT = /^export const \w+Document = (\{.*\}) as unknown as DocumentNode/gm;

/**
 * The text of src/generated/trusted-documents.json for that of documents.ts: what goes over HTTP, which subscriptions
 * do not.
 */
export function trustDocuments(generated) {
  const trusted = {};
  for (const [, json] of generated.matchAll(DOCUMENT)) {
    const document = JSON.parse(json);
    if (document.definitions.some(({ operation }) => operation === OperationTypeNode.SUBSCRIPTION)) continue;
    const text = print(withTypenames(document));
    trusted[createHash('sha256').update(text).digest('hex')] = text;
  }
  return `${JSON.stringify(trusted, null, 1)}\n`;
}

/** A page is known by its fields: a list that tells more of itself has a name of its own, such as SearchResults. */
const isConnection = (type) => isObjectType(type) && 'edges' in type.getFields() && 'pageInfo' in type.getFields();

/** The text of src/generated/connections.ts: every field of the schema that returns a page of a list, by its type. */
export function listConnections() {
  const schema = buildSchema(readFileSync(here('schema.graphql'), 'utf8'));
  const lines = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .map((type) => [
      type.name,
      Object.values(type.getFields())
        .filter((field) => isConnection(getNamedType(field.type)))
        .map(({ name }) => name)
        .sort(),
    ])
    .filter(([, fields]) => fields.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, fields]) => `  ${type}: [${fields.map((name) => `'${name}'`).join(', ')}],`);
  return `// Written by \`pnpm schema\`; never edited.

/** Every field that returns a page of a list, by the type that has it. */
export const CONNECTION_FIELDS: Readonly<Record<string, readonly string[]>> = {\n${lines.join('\n')}\n};\n`;
}

if (process.argv[1] === here('generate.mjs').pathname) {
  mkdirSync(here('src/generated/'), { recursive: true });
  const documents = await generateDocuments();
  writeFileSync(here('src/generated/documents.ts'), documents);
  writeFileSync(here('src/generated/trusted-documents.json'), trustDocuments(documents));
  writeFileSync(here('src/generated/connections.ts'), listConnections());
}
