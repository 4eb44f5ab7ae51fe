import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';
import { SafeIntResolver } from 'graphql-scalars';

/** Whole numbers up to 2^53 - 1; anything larger or with a fraction is refused, never rounded. */
export const SafeInt = new GraphQLScalarType({
  ...SafeIntResolver.toConfig(),
  name: 'SafeInt',
  description: 'A whole number between -(2^53 - 1) and 2^53 - 1. Amounts of money are in fen (¥1 = 100 fen).',
});

// Four-digit years only: both databases store and compare these as they stand.
const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function parseMoment(value: unknown): Date {
  const moment = typeof value === 'string' && ISO_MOMENT.test(value) ? new Date(value) : null;
  if (moment === null || Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1970) {
    throw new GraphQLError('DateTime takes a moment such as "2017-06-08T02:00:00Z"');
  }
  return moment;
}

/** A moment, to the millisecond, in ISO 8601; sent in UTC. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment in ISO 8601 with an offset, such as "2017-06-08T02:00:00Z"; answers are in UTC, to the millisecond.',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: parseMoment,
  parseLiteral: (node) => parseMoment(node.kind === Kind.STRING ? valueFromASTUntyped(node) : null),
});
