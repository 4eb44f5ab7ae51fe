import { GraphQLError, Kind, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { DomainError } from '../errors.js';
import { FEW_FAULTS, withoutStacks } from '../few-faults.js';
import { noteDocument } from '../input-faults.js';
import { assertWithinLimits } from './limits.js';
import { assertNoPlainFault } from './plain-faults.js';
import { assertShort } from './scan-document.js';

/** Texts whose documents are kept, in characters. A parsed document takes some forty bytes a character. */
const KEPT_CHARACTERS = 500_000;
/** Refused texts that are kept, in characters: a client that repeats its mistake is refused from memory. */
const REFUSED_CHARACTERS = 200_000;

/** A document that may be executed, or why it may not. */
export type ReadDocument = { readonly document: DocumentNode } | { readonly faults: readonly Error[] };

/** The newest texts up to so many characters, each with what was found out about it. */
class Memory<T> {
  private readonly kept = new Map<string, T>();
  private characters = 0;

  constructor(private readonly limit: number) {}

  get(text: string): T | undefined {
    const value = this.kept.get(text);
    if (value !== undefined) {
      this.kept.delete(text);
      this.kept.set(text, value);
    }
    return value;
  }

  set(text: string, value: T): void {
    if (text.length > this.limit) return;
    this.kept.set(text, value);
    this.characters += text.length;
    for (const [oldest] of this.kept) {
      if (this.characters <= this.limit) return;
      this.kept.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}

/** Any length of a page that a variable may give: the least, since the operation is measured with its variables later. */
const SHORTEST_PAGES: Readonly<Record<string, unknown>> = new Proxy({}, { get: () => 1 });

/** What is wrong with `text`, the cheapest look first, so that a refusal costs little however long the text is. */
function read(schema: GraphQLSchema, text: string): ReadDocument {
  try {
    assertShort(text);
    const document = parse(text);
    noteDocument(document);
    assertNoPlainFault(schema, document);
    for (const definition of document.definitions) {
      if (definition.kind === Kind.OPERATION_DEFINITION) assertWithinLimits(schema, document, definition, SHORTEST_PAGES);
    }
    const faults = validate(schema, document, specifiedRules, FEW_FAULTS);
    return faults.length === 0 ? { document } : { faults };
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof DomainError) return { faults: [error] };
    throw error;
  }
}

const readers = new WeakMap<GraphQLSchema, (text: string) => ReadDocument>();

/**
 * Reads documents for one schema, over HTTP and WebSocket alike. Right ones and refused ones are remembered apart, so that nobody
 * who sends many wrong ones makes the server forget those of our pages.
 */
export function documentReaderOf(schema: GraphQLSchema): (text: string) => ReadDocument {
  const known = readers.get(schema);
  if (known !== undefined) return known;
  const right = new Memory<ReadDocument>(KEPT_CHARACTERS);
  const refused = new Memory<ReadDocument>(REFUSED_CHARACTERS);
  const reader = (text: string): ReadDocument => {
    const remembered = right.get(text) ?? refused.get(text);
    if (remembered !== undefined) return remembered;
    const result = withoutStacks(() => read(schema, text));
    ('document' in result ? right : refused).set(text, result);
    return result;
  };
  readers.set(schema, reader);
  return reader;
}
