import { GraphQLError, Kind, parse, type ASTNode, type DocumentNode, type SourceLocation } from 'graphql';

// Converts graphql-js's messages about wrong inputs into the form that services use: the field, and what is wrong with
// it. All code here is linear in the length of the input, because a message repeats the value, which can be as long as
// a request and can contain the same signs as a message.

/** The most characters of a detail. Longer details are cut, because nobody reads on. */
const MAX_DETAIL = 300;
/** How many characters of a message are read. The fault is named before the value. */
const MAX_READ = 1_000;

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && typeof (value as ASTNode).kind === 'string';

/**
 * Returns the path of the first wanted node among the inputs of its document: argument, fields and indexes in lists.
 * Returns null when there is none.
 */
function findPath(
  node: ASTNode,
  isWanted: (node: ASTNode) => boolean,
  mayHold: (node: ASTNode) => boolean,
): string[] | null {
  if (isWanted(node)) return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
  if (!mayHold(node)) return null;
  const own = node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
  for (const child of Object.values(node) as unknown[]) {
    const parts = Array.isArray(child) ? (child as readonly unknown[]) : [child];
    for (const [index, part] of parts.entries()) {
      if (!isNode(part)) continue;
      const below = findPath(part, isWanted, mayHold);
      if (below !== null) return [...own, ...(node.kind === Kind.LIST ? [String(index)] : []), ...below];
    }
  }
  return null;
}

/**
 * Returns the path of `node` or, with `variable`, of the first use of that variable. Without the `document`, which an
 * error does not carry, the text is parsed again.
 */
function pathOf(node: ASTNode, known: DocumentNode | undefined, variable?: string): string[] {
  const { loc } = node;
  if (loc === undefined) return [];
  const document = known ?? parse(loc.source);
  if (variable === undefined) {
    const isIt = (other: ASTNode) =>
      other.kind === node.kind && other.loc?.start === loc.start && other.loc.end === loc.end;
    return (
      findPath(
        document,
        isIt,
        (other) => other.loc !== undefined && other.loc.start <= loc.start && other.loc.end >= loc.end,
      ) ?? []
    );
  }
  // Variable definitions are skipped, because a declaration is not a use.
  return (
    findPath(
      document,
      ({ kind, ...rest }) => kind === Kind.VARIABLE && 'name' in rest && rest.name?.value === variable,
      ({ kind }) => kind !== Kind.VARIABLE_DEFINITION,
    ) ?? []
  );
}

/** Returns the document node that a GraphQL error points at, if there is one. */
function nodeOf(error: unknown): ASTNode | undefined {
  for (let cause = error; cause instanceof GraphQLError; cause = cause.originalError) {
    if (cause.nodes?.[0] !== undefined) return cause.nodes[0];
  }
  return undefined;
}

/**
 * Returns the path of an input as services name it: without the argument `input`, which holds all inputs of an
 * operation.
 */
const fieldAt = (path: readonly string[]): string | undefined =>
  (path.length > 1 && path[0] === 'input' ? path.slice(1) : path).join('.') || undefined;

/**
 * Returns the index at which the value ends that graphql-js printed at the beginning of `text`. In a printed value,
 * strings are in quotation marks and keys are not.
 */
function endOfValue(text: string): number {
  let nesting = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') for (at += 1; at < text.length && text[at] !== '"'; at += 1) at += text[at] === '\\' ? 1 : 0;
    else if (sign === '{' || sign === '[') nesting += 1;
    else if (sign === '}' || sign === ']') nesting -= 1;
    else if (nesting <= 0 && (sign === ';' || text.startsWith(' at "', at))) return at;
  }
  return text.length;
}

/** Removes the value from a message, because it may be a password or a telephone number. */
const withoutValue = (detail: string): string => {
  const said = detail
    .replace(/^Value "[^]*?" (does not exist)/, 'The value $1')
    .slice(0, MAX_READ)
    .replace(/^([^:]* cannot represent [^:]*):[^]*$/, '$1');
  return said.length > MAX_DETAIL ? `${said.slice(0, MAX_DETAIL)}…` : said;
};

const GIVEN = ' got invalid value ';
/** Matches the part of the input that a message is about. */
const PART = /^ at "\w+((?:\.\w+|\[\d+\])*)"/;
const NAMED =
  /^Field "(?:\w+\.)?(\w+)" (?:of required type|is not defined)|^(?:Field|Directive) "[^"]*" argument "(\w+)" of type "[^"]*" is required/;

const namedIn = (message: string): string | undefined => {
  const [, field, argument] = NAMED.exec(message) ?? [];
  return field ?? argument;
};

/** Returns which input a GraphQL error is about, and what is wrong with it. */
export function readFault(
  message: string,
  error: unknown,
  document?: DocumentNode,
): { field?: string | undefined; detail: string } {
  const node = nodeOf(error);
  const variable = /^Variable "\$(\w+)" /.exec(message)?.[1];
  if (variable !== undefined) {
    // The field is the input's path, as in services, because a client may give its variable any name.
    const used = node === undefined ? [] : pathOf(node, document, variable);
    const path = used.length > 0 ? used : [variable];
    const start = message.indexOf(GIVEN);
    if (start < 0) return { field: fieldAt(path), detail: withoutValue(message) };
    const rest = message.slice(start + GIVEN.length);
    const after = rest.slice(endOfValue(rest));
    const part = PART.exec(after);
    const detail = after.slice(after.indexOf('; ', part?.[0].length) + '; '.length);
    path.push(...(part?.[1] ?? '').split(/[.[\]]+/).filter(Boolean));
    const named = namedIn(detail);
    if (named !== undefined) path.push(named);
    return { field: fieldAt(path), detail: `${fieldAt(path)}: ${withoutValue(detail)}` };
  }
  const named = namedIn(message);
  const path = node === undefined ? [] : pathOf(node, document);
  const written = /^(?:Unknown argument|Argument) "(\w+)"/.exec(message)?.[1];
  if (path.length === 0 && written !== undefined) path.push(written);
  if (named !== undefined && path.at(-1) !== named) path.push(named);
  return { field: fieldAt(path), detail: withoutValue(message) };
}

/**
 * A fault of a document, with everything that a response says of the fault. `MalformedRequest` replaces graphql-js's
 * error, because graphql-js's error references the whole document: cached errors would fill the memory with documents
 * that nobody executes.
 */
export class MalformedRequest extends Error {
  constructor(
    detail: string,
    readonly field: string | undefined,
    readonly locations: readonly SourceLocation[] | undefined,
  ) {
    super(detail);
    this.name = 'MalformedRequest';
  }
}

/** Converts `error` into a fault that does not reference its document. */
export function withoutDocument(error: GraphQLError, document: DocumentNode | undefined): MalformedRequest {
  const { field, detail } = readFault(error.message, error, document);
  return new MalformedRequest(detail, field, error.locations);
}
