// The operations of packages/schema as the pages send them.
import { readFileSync, readdirSync } from 'node:fs';
import { concatAST, Kind, parse, print, separateOperations, visit } from 'graphql';

const FOLDER = new URL('../../packages/schema/documents/', import.meta.url);

const operations = separateOperations(concatAST(readdirSync(FOLDER).map((name) => parse(readFileSync(new URL(name, FOLDER), 'utf8'), { noLocation: true }))));

/** @type {import('graphql').FieldNode} */
const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * An operation with its fragments and, as Apollo Client adds it, the type's name in every selection below the root.
 * @param {string} name
 */
export function documentOf(name) {
  const document = operations[name];
  if (document === undefined) throw new Error(`No operation of packages/schema/documents is called ${name}.`);
  return print(visit(document, {
    SelectionSet: (node, _key, parent) => (/** @type {{ kind?: string }} */ (parent).kind === Kind.OPERATION_DEFINITION ? undefined : { ...node, selections: [...node.selections, TYPENAME] }),
  }));
}
