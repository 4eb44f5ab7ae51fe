import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { badInput, limitExceeded } from '../errors.js';
import { PAGE_DEFAULT, PAGE_MAX } from '../lib/page.js';

/** Limits of one request, over HTTP and WebSocket alike. Each is a few times what our own pages need. */
export const QUERY_LIMITS = {
  /**
   * Characters of the query's text. An input as long as a project's story fits in it; a longer one must be a variable.
   */
  characters: 32_768,
  /** Tokens in the query's text. */
  tokens: 1_500,
  /**
   * Depth of nested brackets of any kind, in the text and in its variables. Introspection nests deeper than our pages
   * do.
   */
  nesting: 60,
  /** Tokens in one list of arguments or of values. */
  values: 250,
  /** Depth of nested fields. */
  depth: 14,
  /** Fields in one selection, fragments included. */
  breadth: 80,
  /** Aliased fields, in the whole text and with fragments included. */
  aliases: 30,
  /** Directives, in the whole text and with fragments included. */
  directives: 30,
  /** Named fragments. */
  fragments: 40,
  /** Fields in the response. A list counts as long as the page length that was asked for. */
  cost: 25_000,
} as const;

/** The assumed length of a list whose field has no `first`. */
const PLAIN_LIST_LENGTH = 5;

/** How many combinations of page lengths are cached for one operation. */
const PAGE_LENGTHS_KEPT = 20;

interface Tally {
  depth: number;
  breadth: number;
  aliases: number;
  directives: number;
  cost: number;
}

const nothing = (): Tally => ({ depth: 0, breadth: 0, aliases: 0, directives: 0, cost: 0 });

/**
 * Throws LIMIT_EXCEEDED when an operation asks for too much, before any resolver runs. The document must have passed
 * `assertNoPlainFault`: its fields and fragments exist, and no fragment spreads itself.
 */
export function assertWithinLimits(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // Each fragment is tallied once per page length. Fragments that spread each other thirty levels deep would otherwise
  // take 2^30 steps.
  const tallied = new Map<string, Tally>();

  /**
   * Tallies `selections`. Lists directly in it count as `listLength` long: the `edges` of a connection have the page
   * length that was asked for.
   */
  const tallySelection = (
    selections: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    listLength: number,
  ): Tally => {
    const sum = nothing();
    for (const selection of selections.selections) {
      let part: Tally;
      if (selection.kind === Kind.FIELD) part = tallyField(selection, type, listLength);
      else if (selection.kind === Kind.INLINE_FRAGMENT) part = tallySelection(selection.selectionSet, type, listLength);
      else part = tallyFragment(selection.name.value, listLength);
      sum.depth = Math.max(sum.depth, part.depth);
      sum.directives += selection.directives?.length ?? 0;
      for (const counter of ['breadth', 'aliases', 'directives', 'cost'] as const) sum[counter] += part[counter];
    }
    for (const limit of ['depth', 'breadth', 'aliases', 'directives', 'cost'] as const) {
      if (sum[limit] > QUERY_LIMITS[limit]) throw limitExceeded(`query.${limit}`, { max: QUERY_LIMITS[limit] });
    }
    return sum;
  };

  const tallyFragment = (name: string, listLength: number): Tally => {
    const key = `${name}:${listLength}`;
    const fragment = fragments.get(name);
    if (fragment === undefined) return nothing();
    const tally =
      tallied.get(key) ??
      tallySelection(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), listLength);
    tallied.set(key, tally);
    return tally;
  };

  const tallyField = (field: FieldNode, parent: GraphQLNamedType | undefined, listLength: number): Tally => {
    const own = { depth: 1, breadth: 1, aliases: field.alias === undefined ? 0 : 1, directives: 0, cost: 1 };
    if (field.selectionSet === undefined) return own;
    // Introspection is served from memory and nests deeply by design, so only the fields that are written count.
    // Written fields must count, because thirty aliases for every field of every type would be millions of values.
    if (field.name.value.startsWith('__') || parent === undefined || parent.name.startsWith('__')) {
      const inner = tallySelection(field.selectionSet, undefined, listLength);
      return { ...own, aliases: own.aliases + inner.aliases, directives: inner.directives, cost: 1 + inner.cost };
    }
    const definition = isObjectType(parent) ? parent.getFields()[field.name.value] : undefined;
    const pageLength = definition?.args.some(({ name }) => name === 'first')
      ? pageLengthOf(field, operation, variables)
      : PLAIN_LIST_LENGTH;
    const inner = tallySelection(field.selectionSet, getNamedType(definition?.type), pageLength);
    const rows = isListType(getNullableType(definition?.type)) ? listLength : 1;
    return {
      depth: inner.depth + 1,
      breadth: 1,
      aliases: own.aliases + inner.aliases,
      directives: inner.directives,
      cost: 1 + inner.cost * rows,
    };
  };

  tallySelection(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, PLAIN_LIST_LENGTH);
}

/**
 * Throws BAD_USER_INPUT for variables that nest deeper than any input of ours. Later steps, such as JSON.stringify, take
 * time that grows with the square of the depth.
 */
export function assertShallow(value: unknown, nesting = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (nesting > QUERY_LIMITS.nesting) throw badInput('variables', 'query.nesting', { max: QUERY_LIMITS.nesting });
  const parts = value as Readonly<Record<string, unknown>>;
  // Object.values would copy a variable of thousands of fields.
  for (const key in parts) assertShallow(parts[key], nesting + 1);
}

/**
 * Returns a check of the limits that caches its result per operation. A cached operation is not measured again for page
 * lengths that passed before, because the measure depends on nothing else.
 */
export function limitCheckOf(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) => void {
  const passed = new WeakMap<OperationDefinitionNode, Map<string, unknown>[]>();
  return (document, operation, variables) => {
    const known = passed.get(operation) ?? [];
    if (known.some((read) => [...read].every(([name, value]) => variables[name] === value))) return;
    const read = new Map<string, unknown>();
    assertWithinLimits(
      schema,
      document,
      operation,
      new Proxy(variables, {
        get(target, name: string) {
          read.set(name, target[name]);
          return target[name];
        },
      }),
    );
    passed.set(operation, [read, ...known].slice(0, PAGE_LENGTHS_KEPT));
  };
}

/** Returns the `first` that a connection field asks for, or the default. */
function pageLengthOf(
  field: FieldNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const first = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  const asked =
    first?.kind === Kind.VARIABLE
      ? (variables[first.name.value] ?? literalOf(defaultOf(operation, first.name.value)))
      : literalOf(first);
  return typeof asked === 'number' ? Math.min(Math.max(asked, 1), PAGE_MAX) : PAGE_DEFAULT;
}

const literalOf = (value: ValueNode | undefined): number | undefined =>
  value?.kind === Kind.INT ? Number(value.value) : undefined;

/**
 * Returns the default value that `operation` declares for `variable`. The default applies when the client sends no
 * value.
 */
const defaultOf = (operation: OperationDefinitionNode, variable: string): ValueNode | undefined =>
  operation.variableDefinitions?.find((definition) => definition.variable.name.value === variable)?.defaultValue;
