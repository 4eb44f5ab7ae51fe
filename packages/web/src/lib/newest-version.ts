import { ApolloLink } from '@apollo/client';
import { map } from 'rxjs';

/** Which types carry a `version`, and how to tell one such object from another. */
export type VersionedTypes = Record<string, (value: Record<string, unknown>) => string>;

type Known = Map<string, Record<string, unknown>>;

/**
 * Replaces every object that is older than what was already seen by the newest values seen. A slow query answer
 * and a fast subscription event arrive in any order; a total that has been shown must never go back.
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
      return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, name in newest ? newest[name] : own])) as T;
    }
    known.set(key, { ...newest, ...value });
    return data;
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, keepNewest(inner, types, known)])) as T;
}

/** Works before the cache, where a whole answer is still together; a field policy sees one field at a time. */
export function newestVersionLink(types: VersionedTypes): ApolloLink {
  const known: Known = new Map();
  return new ApolloLink((operation, forward) =>
    forward(operation).pipe(map((result) => ('data' in result && result.data ? { ...result, data: keepNewest(result.data, types, known) } : result))),
  );
}
