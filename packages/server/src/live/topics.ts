import type { RequestContext } from '../context.js';
import type { Topic } from '../db/topic-versions.js';
import { requireViewer } from '../context.js';
import { readId } from '../input.js';

/**
 * Something that pages watch, declared by its module in `*.topics.ts`. Services call `tx.changed(…)` in the transaction
 * that changes it. Watchers get a new version and run their queries again.
 */
export interface Watchable {
  /** The name by which clients know the topic. A topic of each thing has `:` and the thing's id after the name. */
  readonly name: string;
  /** Whether there is one topic for each thing. */
  readonly isOfEach: boolean;
  /**
   * Returns the topic if the viewer may watch it, otherwise throws the refusal. `id` is empty where `isOfEach` is
   * false.
   */
  readonly watchedBy: (context: RequestContext, id: string, field: string) => Promise<Topic>;
}

/** Defines one topic for everybody whom `allow` does not refuse. `allow` throws to refuse. */
export function defineTopic<const Name extends string>(
  name: Name,
  allow: (context: RequestContext) => unknown,
): Watchable & Topic {
  const topic = { key: name };
  return {
    name,
    key: name,
    isOfEach: false,
    async watchedBy(context) {
      await allow(context);
      return topic;
    },
  };
}

/**
 * Defines one topic for each thing with an id, for everybody whom `allow` does not refuse. `allow` throws to refuse.
 */
export function defineTopicOfEach(
  name: string,
  allow: (context: RequestContext, id: string, field: string) => unknown,
): Watchable & { readonly of: (id: string) => Topic } {
  const of = (id: string) => ({ key: `${name}:${id}` });
  return {
    name,
    isOfEach: true,
    of,
    async watchedBy(context, rawId, field) {
      const id = readId(field, rawId);
      await allow(context, id, field);
      return of(id);
    },
  };
}

/** Defines one topic for each person. Clients name the topic without an id, and only the topic's owner can watch it. */
export function defineOwnTopic(name: string): Watchable & { readonly of: (userId: string) => Topic } {
  const of = (userId: string) => ({ key: `${name}${OWNER}${userId}` });
  return {
    name,
    isOfEach: false,
    of,
    watchedBy: async (context) => of(requireViewer(context).userId),
  };
}

const OWNER = '@';

/** Returns the name by which clients know a topic: the key without its owner. */
export const publicNameOf = (key: string): string => key.split(OWNER, 1)[0]!;
