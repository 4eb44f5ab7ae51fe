import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as documents from '@hongchuang/schema';
import { type DocumentNode, Kind, OperationTypeNode, print } from 'graphql';
import { expect, it } from 'vitest';
import { createCache } from './cache';

const trusted = JSON.parse(
  readFileSync(new URL(import.meta.resolve('@hongchuang/schema/trusted-documents.json')), 'utf8'),
) as Record<string, string>;
const cache = createCache();

const operationOf = (document: DocumentNode) =>
  document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
const sent = Object.values(documents as Record<string, DocumentNode>).filter((document) => {
  const operation = operationOf(document);
  return operation !== undefined && operation.operation !== OperationTypeNode.SUBSCRIPTION;
});

it('the server knows every document of the pages by the hash that Apollo Client sends, and no other document', () => {
  const hashes = sent.map((document) =>
    createHash('sha256')
      .update(print(cache.transformDocument(document)))
      .digest('hex'),
  );
  expect(
    hashes.filter((hash) => !(hash in trusted)),
    'run `pnpm schema`; if that does not help, Apollo Client writes types into documents in another way than packages/schema/generate.mjs',
  ).toEqual([]);
  expect(Object.keys(trusted)).toHaveLength(hashes.length);
  expect(hashes.length).toBeGreaterThan(50);
});
