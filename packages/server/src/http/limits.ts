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

/** What one request may ask for, over HTTP and WebSocket alike. Each is a few times what our own pages need. */
export const QUERY_LIMITS = {
  /** Characters of the text. An input as long as a project's story may stand in it; anything longer comes as a variable. */
  characters: 32_768,
  /** Tokens in the text. */
  tokens: 1_500,
  /** Brackets inside brackets, of any kind, in the text and in its variables. Introspection nests deeper than our pages do. */
  nesting: 60,
  /** Tokens in one list of arguments or of values. */
  values: 250,
  /** Fields inside fields. */
  depth: 14,
  /** Fields in one selection, fragments included. */
  breadth: 80,
  /** Aliased fields, in the whole text and with fragments included. */
  aliases: 30,
  /** Directives, in the whole text and with fragments included. */
  directives: 30,
  /** Fields in the answer, lists counted at the length asked for. */
  cost: 25_000,
} as const;

/** How long a list is taken to be where its field has no `first`. */
const PLAIN_LIST_LENGTH = 5;

/** How many combinations of page lengths are kept of a document. */
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
 * Refuses an operation that asks for too much, before any resolver runs. It needs a document without plain faults
 * (fields and fragments exist, and fragments do not spread themselves).
 */
export function assertWithinLimits(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // Each fragment is tallied once a page length: spread inside each other thirty times, it must not take 2^30 steps to refuse.
  const tallied = new Map<string, Tally>();

  /** Lists directly in `selections` are `listLength` long: a connection's `edges` have the length that it was asked for. */
  const tallySelection = (selections: SelectionSetNode, type: GraphQLNamedType | undefined, listLength: number): Tally => {
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
    const tally = tallied.get(key) ?? tallySelection(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), listLength);
    tallied.set(key, tally);
    return tally;
  };

  const tallyField = (field: FieldNode, parent: GraphQLNamedType | undefined, listLength: number): Tally => {
    const own = { depth: 1, breadth: 1, aliases: field.alias === undefined ? 0 : 1, directives: 0, cost: 1 };
    if (field.selectionSet === undefined) return own;
    // Introspection is served from memory and nests deeply by design, so only what is written counts. That does: thirty
    // names for every field of every type would be millions of values.
    if (field.name.value.startsWith('__') || parent === undefined || parent.name.startsWith('__')) {
      const inner = tallySelection(field.selectionSet, undefined, listLength);
      return { ...own, aliases: own.aliases + inner.aliases, directives: inner.directives, cost: 1 + inner.cost };
    }
    const definition = isObjectType(parent) ? parent.getFields()[field.name.value] : undefined;
    const pageLength = definition?.args.some(({ name }) => name === 'first') ? pageLengthOf(field, operation, variables) : PLAIN_LIST_LENGTH;
    const inner = tallySelection(field.selectionSet, getNamedType(definition?.type), pageLength);
    const rows = isListType(getNullableType(definition?.type)) ? listLength : 1;
    return { depth: inner.depth + 1, breadth: 1, aliases: own.aliases + inner.aliases, directives: inner.directives, cost: 1 + inner.cost * rows };
  };

  tallySelection(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, PLAIN_LIST_LENGTH);
}

/** Refuses variables nested deeper than any input of ours: what becomes of them, JSON.stringify for one, takes time with the square of it. */
export function assertShallow(value: unknown, nesting = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (nesting > QUERY_LIMITS.nesting) throw badInput('variables', 'query.nesting', { max: QUERY_LIMITS.nesting });
  for (const part of Object.values(value)) assertShallow(part, nesting + 1);
}

/** The limits as one question, which a document that comes again is not asked again: its measure depends on nothing but the lengths of its pages. */
export function modestyOf(schema: GraphQLSchema): (document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) => void {
  const modest = new WeakMap<OperationDefinitionNode, Map<string, unknown>[]>();
  return (document, operation, variables) => {
    const known = modest.get(operation) ?? [];
    if (known.some((read) => [...read].every(([name, value]) => variables[name] === value))) return;
    const read = new Map<string, unknown>();
    assertWithinLimits(schema, document, operation, new Proxy(variables, {
      get(target, name: string) {
        read.set(name, target[name]);
        return target[name];
      },
    }));
    modest.set(operation, [read, ...known].slice(0, PAGE_LENGTHS_KEPT));
  };
}

/** The `first` that a connection field asks for, or its default. */
function pageLengthOf(field: FieldNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): number {
  const first = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  const asked = first?.kind === Kind.VARIABLE ? (variables[first.name.value] ?? literalOf(defaultOf(operation, first.name.value))) : literalOf(first);
  return typeof asked === 'number' ? Math.min(Math.max(asked, 1), PAGE_MAX) : PAGE_DEFAULT;
}

const literalOf = (value: ValueNode | undefined): number | undefined => (value?.kind === Kind.INT ? Number(value.value) : undefined);

/** The default that an operation gives to a variable of its own, which stands in when none is sent. */
const defaultOf = (operation: OperationDefinitionNode, variable: string): ValueNode | undefined =>
  operation.variableDefinitions?.find((definition) => definition.variable.name.value === variable)?.defaultValue;
