import {
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { badInput, DomainError, limitExceeded } from '../errors.js';
import { faultsOfVariables, VALIDATION_OPTIONS, isFaultLimit, withoutStackTraces } from '../validation-limits.js';
import { withoutDocument } from '../input-faults.js';
import { BoundedLexer } from './bounded-lexer.js';
import { assertShallow, assertWithinLimits, limitCheckOf, QUERY_LIMITS } from './limits.js';
import { assertNoPlainFault } from './plain-faults.js';
import { assertVariablesFit } from './plain-variables.js';

/**
 * How many characters of texts are cached with their documents. A parsed document takes some forty bytes per character.
 */
const CACHED_CHARACTERS = 500_000;
/** How many characters of refused texts are cached. A client that repeats its mistake is refused from the cache. */
const CACHED_REFUSED_CHARACTERS = 200_000;
/**
 * How many characters of texts are cached that passed the cheap checks and were never executed, such as a right mutation
 * that is sent with wrong variables.
 */
const CACHED_PRECHECKED_CHARACTERS = 200_000;

/** A document that may be executed, or the faults for which it may not. */
export type CheckedDocument = { readonly document: DocumentNode } | { readonly faults: readonly Error[] };

/** A client's request as it was sent. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may be executed, or the faults for which it may not. */
export type CheckedOperation =
  | { readonly document: DocumentNode; readonly operation: OperationDefinitionNode }
  | { readonly faults: readonly Error[] };

/** HTTP serves queries and mutations, a WebSocket serves subscriptions. */
export type Transport = 'http' | 'webSocket';

/** A cache of the most recently used texts, up to `limit` characters in total. */
class TextCache<T> {
  private readonly values = new Map<string, T>();
  private characters = 0;

  constructor(private readonly limit: number) {}

  get(text: string): T | undefined {
    const value = this.values.get(text);
    if (value !== undefined) {
      this.values.delete(text);
      this.values.set(text, value);
    }
    return value;
  }

  set(text: string, value: T): void {
    if (text.length > this.limit) return;
    if (!this.values.delete(text)) this.characters += text.length;
    this.values.set(text, value);
    for (const [oldest] of this.values) {
      if (this.characters <= this.limit) return;
      this.values.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}

/**
 * Values for variables that give page lengths: the shortest page for each. The operation is measured with its own
 * variables later.
 */
const SHORTEST_PAGES: Readonly<Record<string, unknown>> = new Proxy({}, { get: () => 1 });

interface Faults {
  readonly faults: readonly Error[];
}

/**
 * Converts a thrown error into faults that do not reference the document. Throws `error` again when it is no refusal.
 */
function refusalBy(error: unknown, document?: DocumentNode): Faults {
  if (error instanceof GraphQLError) return { faults: [withoutDocument(error, document)] };
  if (error instanceof DomainError) return { faults: [error] };
  throw error;
}

/**
 * Reads documents for one schema. The cheapest check comes first, so that a refusal costs little however long the text
 * is. Executed, refused and not yet executed documents have separate caches, so that a client that sends many wrong
 * requests cannot evict the documents of our pages.
 */
export class DocumentChecker {
  private readonly right = new TextCache<CheckedDocument>(CACHED_CHARACTERS);
  private readonly refused = new TextCache<CheckedDocument>(CACHED_REFUSED_CHARACTERS);
  private readonly prechecked = new TextCache<CheckedDocument>(CACHED_PRECHECKED_CHARACTERS);

  constructor(private readonly schema: GraphQLSchema) {}

  /** Runs the cheap checks on `text`. A document that passes must still be validated before it is executed. */
  precheck(text: string): CheckedDocument {
    if (text.length > QUERY_LIMITS.characters)
      return { faults: [limitExceeded('query.characters', { max: QUERY_LIMITS.characters })] };
    const known = this.right.get(text) ?? this.refused.get(text) ?? this.prechecked.get(text);
    if (known !== undefined) return known;
    const result = withoutStackTraces(() => this.runPrecheck(text));
    ('faults' in result ? this.refused : this.prechecked).set(text, result);
    return result;
  }

  private runPrecheck(text: string): CheckedDocument {
    let document: DocumentNode | undefined;
    try {
      document = parse(text, { lexer: new BoundedLexer(text) });
      assertNoPlainFault(this.schema, document);
      for (const definition of document.definitions) {
        if (definition.kind === Kind.OPERATION_DEFINITION)
          assertWithinLimits(this.schema, document, definition, SHORTEST_PAGES);
      }
      return { document };
    } catch (error) {
      return refusalBy(error, document);
    }
  }

  /** Whether `prechecked` is cached as right. */
  isValidated(text: string, prechecked: CheckedDocument): boolean {
    return this.right.get(text) === prechecked;
  }

  /** Checks the result of `precheck` against all rules of graphql-js, which take twenty times as long as `precheck`. */
  validate(text: string, prechecked: CheckedDocument): CheckedDocument {
    if ('faults' in prechecked || this.isValidated(text, prechecked)) return prechecked;
    const { document } = prechecked;
    const faults = withoutStackTraces(() =>
      validate(this.schema, document, specifiedRules, VALIDATION_OPTIONS).map((error) =>
        // The note that there are more faults has no place in the text.
        isFaultLimit(error) ? error : withoutDocument(error, document),
      ),
    );
    const result = faults.length === 0 ? prechecked : { faults };
    (faults.length === 0 ? this.right : this.refused).set(text, result);
    return result;
  }

  /** Returns the document of `text`, or the faults for which it may not be executed. */
  check(text: string): CheckedDocument {
    return this.validate(text, this.precheck(text));
  }
}

const checkers = new WeakMap<GraphQLSchema, (request: OperationRequest, transport: Transport) => CheckedOperation>();

/**
 * Returns the function that checks whether a request may be executed, before anything is read for the viewer. HTTP and
 * WebSocket share one checker per schema, and its caches.
 */
export function operationCheckerOf(
  schema: GraphQLSchema,
): (request: OperationRequest, transport: Transport) => CheckedOperation {
  const known = checkers.get(schema);
  if (known !== undefined) return known;
  const documents = new DocumentChecker(schema);
  const checkLimits = limitCheckOf(schema);
  const checker = (
    { query, operationName, variables: given }: OperationRequest,
    transport: Transport,
  ): CheckedOperation => {
    const prechecked = documents.precheck(query);
    if ('faults' in prechecked) return prechecked;
    const { document } = prechecked;
    const variables = given ?? {};
    const checked = withoutStackTraces(() => {
      try {
        const operation = operationOf(document, operationName, transport);
        assertShallow(variables);
        assertVariablesFit(schema, operation, variables);
        if (documents.isValidated(query, prechecked)) checkLimits(document, operation, variables);
        else assertWithinLimits(schema, document, operation, variables);
        return { document, operation };
      } catch (error) {
        return refusalBy(error, document);
      }
    });
    if ('faults' in checked) return checked;
    const validated = documents.validate(query, prechecked);
    if ('faults' in validated) return validated;
    const faults = faultsOfVariables(schema, checked.operation, variables);
    return faults.length > 0 ? { faults } : checked;
  };
  checkers.set(schema, checker);
  return checker;
}

/**
 * Returns the operation that the client asks for. Throws when there is none, or when this transport does not serve its type.
 */
function operationOf(
  document: DocumentNode,
  operationName: string | null | undefined,
  transport: Transport,
): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (transport === 'webSocket') {
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) throw badInput('query', 'query.onlySubscriptions');
    return operation;
  }
  if (operation == null) {
    if (operationName != null) throw new GraphQLError(`Unknown operation named "${operationName}".`);
    throw new GraphQLError(
      document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)
        ? 'Must provide operation name if query contains multiple operations.'
        : 'Must provide an operation.',
    );
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw badInput('query', 'query.noSubscriptions');
  return operation;
}
