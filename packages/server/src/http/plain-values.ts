import { isEnumType, isInputObjectType, Kind, type GraphQLNamedInputType, type ValueNode } from 'graphql';

/**
 * The longest text, in characters, that a scalar with a fixed form can take. A longer one is refused here, because the
 * scalar's message would repeat it.
 */
const MAX_FORMED = 200;

interface Expected {
  readonly literals: readonly ValueNode['kind'][];
  readonly given: readonly string[];
  readonly detail: string;
}

/**
 * What GraphQL's own scalars take, and the message for anything else. The scalars' own functions would write the value
 * into the message, however long it is.
 */
const SCALARS: Readonly<Record<string, Expected>> = {
  Int: { literals: [Kind.INT], given: ['number'], detail: 'Int cannot represent non-integer value' },
  Float: {
    literals: [Kind.INT, Kind.FLOAT],
    given: ['number'],
    detail: 'Float cannot represent non numeric value',
  },
  String: { literals: [Kind.STRING], given: ['string'], detail: 'String cannot represent a non string value' },
  Boolean: { literals: [Kind.BOOLEAN], given: ['boolean'], detail: 'Boolean cannot represent a non boolean value' },
  ID: { literals: [Kind.STRING, Kind.INT], given: ['string', 'number'], detail: 'ID cannot represent value' },
};

const messageOf = (error: unknown, type: GraphQLNamedInputType): string =>
  error instanceof Error ? error.message : `Expected value of type "${type.name}".`;

/** Returns why a scalar refuses a variable's value, or null when it takes the value. */
export function leafFault(type: GraphQLNamedInputType, value: unknown): string | null {
  if (isInputObjectType(type) || isEnumType(type)) return null;
  const expected = SCALARS[type.name];
  if (expected !== undefined && !expected.given.includes(typeof value)) return expected.detail;
  if (expected === undefined && typeof value === 'string' && value.length > MAX_FORMED)
    return `Expected value of type "${type.name}".`;
  try {
    return type.parseValue(value) === undefined ? `Expected value of type "${type.name}".` : null;
  } catch (error) {
    return messageOf(error, type);
  }
}

/** Returns why a scalar refuses a value that is written in a document, or null when it takes the value. */
export function literalFault(type: GraphQLNamedInputType, value: ValueNode): string | null {
  if (isInputObjectType(type) || isEnumType(type)) return null;
  const expected = SCALARS[type.name];
  if (expected !== undefined && !expected.literals.includes(value.kind)) return expected.detail;
  if (expected === undefined && value.kind === Kind.STRING && value.value.length > MAX_FORMED)
    return `Expected value of type "${type.name}".`;
  try {
    return type.parseLiteral(value, undefined) === undefined ? `Expected value of type "${type.name}".` : null;
  } catch (error) {
    return messageOf(error, type);
  }
}
