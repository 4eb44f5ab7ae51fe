import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';
import { SafeIntResolver } from 'graphql-scalars';
import { isDay } from './lib/days.js';

/** Whole numbers up to 2^53 - 1. A larger number or one with a fraction is refused, never rounded. */
export const SafeInt = new GraphQLScalarType({
  ...SafeIntResolver.toConfig(),
  name: 'SafeInt',
  description: 'A whole number between -(2^53 - 1) and 2^53 - 1. Amounts of money are in fen (¥1 = 100 fen).',
});

// Years have four digits, because both databases store and compare moments as text of this form.
const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Whether the calendar has the day at the beginning of `value`. JavaScript reads 31 June as 1 July. */
const isRealDay = (value: string): boolean =>
  new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(value.slice(8, 10));

function parseMoment(value: unknown, nodes?: ValueNode): Date {
  const moment = typeof value === 'string' && ISO_MOMENT.test(value) && isRealDay(value) ? new Date(value) : null;
  const year = moment?.getUTCFullYear() ?? Number.NaN;
  if (moment === null || !(year >= 1970 && year <= 9999))
    throw new GraphQLError('DateTime takes a moment such as "2017-06-08T02:00:00Z"', { nodes });
  return moment;
}

/** A moment, to the millisecond, in ISO 8601; sent in UTC. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'A moment in ISO 8601 with an offset, such as "2017-06-08T02:00:00Z". Responses are in UTC, to the millisecond.',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => parseMoment(value),
  parseLiteral: (node) => parseMoment(node.kind === Kind.STRING ? valueFromASTUntyped(node) : null, node),
});

function parseDay(value: unknown, nodes?: ValueNode): string {
  if (typeof value !== 'string' || !isDay(value) || value < '1970-01-01')
    throw new GraphQLError('Day takes a day of the calendar such as "2017-06-08"', { nodes });
  return value;
}

/** A whole day in Shanghai. */
export const Day = new GraphQLScalarType<string, string>({
  name: 'Day',
  description: 'A day in Asia/Shanghai, such as "2017-06-08".',
  serialize: (value) => value as string,
  parseValue: (value) => parseDay(value),
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? valueFromASTUntyped(node) : null, node),
});
