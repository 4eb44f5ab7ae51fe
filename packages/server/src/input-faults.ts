import { GraphQLError, Kind, parse, type ASTNode, type DocumentNode, type Source } from 'graphql';

// What graphql-js says of a wrong input, as services would say it: which field it is, and what is wrong with it. Everything here is
// linear in what was sent: a message repeats the value, which may be as long as a request and full of what a message is made of.

/** A detail that is longer is cut: no person reads on. */
const MAX_DETAIL = 300;
/** What is said of a value comes before the value. */
const MAX_READ = 1_000;

const documents = new WeakMap<Source, DocumentNode>();

/** Remembers a parsed document, so that a fault in it can be placed without parsing its text again. */
export function noteDocument(document: DocumentNode): void {
  if (document.loc !== undefined) documents.set(document.loc.source, document);
}

function documentOf(source: Source): DocumentNode {
  let document = documents.get(source);
  if (document === undefined) documents.set(source, (document = parse(source)));
  return document;
}

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && typeof (value as ASTNode).kind === 'string';

/** Where the first node that is wanted stands among the inputs of its document: argument, fields and places in lists. */
function findPath(node: ASTNode, isWanted: (node: ASTNode) => boolean, mayHold: (node: ASTNode) => boolean): string[] | null {
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

/** The path of `node`, or with `variable` of the first use of that. */
function pathOf(node: ASTNode, variable?: string): string[] {
  const { loc } = node;
  if (loc === undefined) return [];
  const document = documentOf(loc.source);
  if (variable === undefined) {
    const isIt = (other: ASTNode) => other.kind === node.kind && other.loc?.start === loc.start && other.loc.end === loc.end;
    return findPath(document, isIt, (other) => other.loc !== undefined && other.loc.start <= loc.start && other.loc.end >= loc.end) ?? [];
  }
  // Declared is not yet used.
  return findPath(document, ({ kind, ...rest }) => kind === Kind.VARIABLE && 'name' in rest && rest.name?.value === variable, ({ kind }) => kind !== Kind.VARIABLE_DEFINITION) ?? [];
}

/** The node of the document that a GraphQL error points at. */
function nodeOf(error: unknown): ASTNode | undefined {
  for (let cause = error; cause instanceof GraphQLError; cause = cause.originalError) {
    if (cause.nodes?.[0] !== undefined) return cause.nodes[0];
  }
  return undefined;
}

/** The path of an input as services name it: by itself, without the argument that all inputs of an operation stand in. */
const fieldAt = (path: readonly string[]): string | undefined => (path.length > 1 && path[0] === 'input' ? path.slice(1) : path).join('.') || undefined;

/** Where a value ends that graphql-js printed at the beginning of `text`: strings are in quotation marks, keys are not. */
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

/** What is said of a value, without the value itself, which may be a password or a telephone number. */
const withoutValue = (detail: string): string => {
  const said = detail.replace(/^Value "[^]*?" (does not exist)/, 'The value $1').slice(0, MAX_READ).replace(/^([^:]* cannot represent [^:]*):[^]*$/, '$1');
  return said.length > MAX_DETAIL ? `${said.slice(0, MAX_DETAIL)}…` : said;
};

const GIVEN = ' got invalid value ';
/** The part of the input that a message speaks of, and what it says of it. */
const PART = /^ at "\w+((?:\.\w+|\[\d+\])*)"/;
const NAMED = /^Field "(?:\w+\.)?(\w+)" (?:of required type|is not defined)|^(?:Field|Directive) "[^"]*" argument "(\w+)" of type "[^"]*" is required/;

const namedIn = (message: string): string | undefined => {
  const [, field, argument] = NAMED.exec(message) ?? [];
  return field ?? argument;
};

/** Which input a GraphQL error is about, and what is wrong with it. */
export function readFault(message: string, error: unknown): { field?: string | undefined; detail: string } {
  const node = nodeOf(error);
  const variable = /^Variable "\$(\w+)" /.exec(message)?.[1];
  if (variable !== undefined) {
    // Services name the input; a client may call its variable anything.
    const used = node === undefined ? [] : pathOf(node, variable);
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
  const path = node === undefined ? [] : pathOf(node);
  const written = /^(?:Unknown argument|Argument) "(\w+)"/.exec(message)?.[1];
  if (path.length === 0 && written !== undefined) path.push(written);
  if (named !== undefined && path.at(-1) !== named) path.push(named);
  return { field: fieldAt(path), detail: withoutValue(message) };
}
