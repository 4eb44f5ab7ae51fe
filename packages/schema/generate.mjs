// Writes src/generated/documents.ts: one typed document for every operation in documents/.
import { readFileSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import { buildSchema, parse, printSchema } from 'graphql';

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

if (process.argv[1] === here('generate.mjs').pathname) {
  mkdirSync(here('src/generated/'), { recursive: true });
  writeFileSync(here('src/generated/documents.ts'), await generateDocuments());
}
