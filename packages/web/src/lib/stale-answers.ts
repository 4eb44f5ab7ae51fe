import { ApolloLink } from '@apollo/client';
import { map } from 'rxjs';

/** The types that carry a `version`, each with a function that returns the identity of such an object. */
export type VersionedTypes = Record<string, (value: Record<string, unknown>) => string>;

type Known = Map<string, Record<string, unknown>>;

/**
 * Replaces every object that is older than one already seen with the newest values seen. The answer of a slow query and
 * the event of a fast subscription can arrive in any order, and a shown total must never go back.
 */
export function keepNewest<T>(data: T, types: VersionedTypes, known: Known): T {
  if (Array.isArray(data)) return data.map((item: unknown) => keepNewest(item, types, known)) as T;
  if (!data || typeof data !== 'object') return data;
  const value = data as Record<string, unknown>;
  const identify = typeof value['__typename'] === 'string' ? types[value['__typename']] : undefined;
  if (identify && typeof value['version'] === 'number') {
    const key = `${String(value['__typename'])}:${identify(value)}`;
    const newest = known.get(key);
    if (newest && (newest['version'] as number) > value['version']) {
      return Object.fromEntries(
        Object.entries(value).map(([name, own]) => [name, name in newest ? newest[name] : own]),
      ) as T;
    }
    known.set(key, { ...newest, ...value });
    return data;
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, keepNewest(inner, types, known)])) as T;
}

/** This link works before the cache, where an answer is still whole; a field policy sees only one field at a time. */
export function staleAnswersLink(types: VersionedTypes): ApolloLink {
  const known: Known = new Map();
  return new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      map((result) =>
        'data' in result && result.data ? { ...result, data: keepNewest(result.data, types, known) } : result,
      ),
    ),
  );
}
