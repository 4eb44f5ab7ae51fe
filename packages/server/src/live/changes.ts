import { Field, Int, ObjectType } from 'type-graphql';
import type { RequestContext, Services } from '../context.js';
import { readTopicVersions, type Topic } from '../db/topic-versions.js';
import { badInput, DomainError } from '../errors.js';
import { readList } from '../input.js';
import { findViewerAgain } from '../modules/identity/index.js';
import type { LiveHub, LiveState } from './hub.js';
import { mergeSources } from './merge-sources.js';
import { publicNameOf, type Watchable } from './topics.js';

@ObjectType({
  description:
    'The version of a topic. A new version means that the data of the topic has changed; a query returns the data.',
})
export class TopicVersion implements LiveState {
  @Field(() => String, { description: 'Name of the topic.' })
  readonly topic: string;

  @Field(() => Int, {
    description: 'Grows with every change. It is the same on every server and after a restart.',
  })
  readonly version: number;

  constructor(topic: string, version: number) {
    this.topic = topic;
    this.version = version;
  }
}

const CHANGES = 'changes';
/** The most topics of one subscription. */
const MAX_TOPICS = 50;
const MAX_NAME_LENGTH = 80;

/** The kinds of topics that may be watched on a server, by name. */
const kindsOf = new WeakMap<LiveHub, ReadonlyMap<string, Watchable>>();

/**
 * Makes the server publish changes of these kinds of topics. Changes of this server are published after each commit,
 * those of other nodes by the hub's poll. Throws when a topic is declared twice.
 */
export function publishTopicChanges({ db, live }: Services, kinds: readonly Watchable[]): void {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  if (byName.size < kinds.length) throw new Error('a topic is declared twice');
  kindsOf.set(live, byName);
  live.define<TopicVersion>({
    name: CHANGES,
    async load(keys) {
      const versions = await readTopicVersions(db.read, keys);
      return new Map(
        [...versions].map(([key, version]) => [key, new TopicVersion(publicNameOf(key), version)] as const),
      );
    },
  });
  db.whenChanged((keys) => keys.forEach((key) => live.publish(CHANGES, key)));
}

/** Returns the version of a topic now and after every change, for the server itself. It checks no rights. */
export const watchTopic = (live: LiveHub, { key }: Topic): AsyncIterableIterator<TopicVersion> =>
  live.subscribe<TopicVersion>(CHANGES, key);

interface WatchedTopic {
  readonly key: string;
  /** Resolves when the viewer may watch the topic, otherwise throws the refusal. */
  readonly check: (context: RequestContext) => Promise<unknown>;
}

/**
 * Returns the version of each topic now and after every change. Throws when the viewer may not watch one of the topics.
 */
export async function watchChanges(
  context: RequestContext,
  rawNames: readonly string[],
): Promise<AsyncIterableIterator<TopicVersion>> {
  const names = readList('topics', rawNames, { min: 1, max: MAX_TOPICS });
  // Each check gets a copy of the context. Loaded values live as long as their context, and a subscription keeps its
  // own for hours.
  const topics = await Promise.all(names.map((name, index) => findTopic({ ...context }, name, index)));
  const distinct = new Map(topics.map((topic) => [topic.key, topic]));
  return mergeSources(
    [...distinct.values()].map((topic) =>
      onlyWhileAllowed(context, topic, context.live.subscribe<TopicVersion>(CHANGES, topic.key)),
    ),
  );
}

async function findTopic(context: RequestContext, name: string, index: number): Promise<WatchedTopic> {
  const field = `topics.${index}`;
  if (name.length > MAX_NAME_LENGTH) throw badInput(field, 'text.tooLong', { max: MAX_NAME_LENGTH });
  const kinds = kindsOf.get(context.live);
  const [, before = '', id = ''] = /^(.*):([^:]*)$/.exec(name) ?? [];
  const kind = kinds?.get(name) ?? kinds?.get(before);
  if (kind === undefined || kind.isOfEach === (kind.name === name)) throw badInput(field, 'topic.unknown');
  const check = (asking: RequestContext) => kind.watchedBy(asking, id, field);
  try {
    const { key } = await check(context);
    return { key, check };
  } catch (error) {
    // The refusal names the field, so that the client knows which of its topics it may not watch.
    if (error instanceof DomainError) throw new DomainError(error.code, error.key, error.params, field);
    throw error;
  }
}

/**
 * A subscription outlives the session and the rights with which it began. So rights are checked again at every change,
 * and the source ends when they are gone. Whether anybody may watch is checked once per state for all watchers.
 */
function onlyWhileAllowed(
  context: RequestContext,
  { check }: WatchedTopic,
  source: AsyncIterableIterator<TopicVersion>,
): AsyncIterableIterator<TopicVersion> {
  const watched: AsyncIterableIterator<TopicVersion> = {
    async next() {
      const result = await source.next();
      if (result.done || (await isForAnybody(context, result.value, check))) return result;
      try {
        await check({ ...context, viewer: await findViewerAgain(context) });
        return result;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return source.return!();
      }
    },
    return: () => source.return!(),
    [Symbol.asyncIterator]: () => watched,
  };
  return watched;
}

const forAnybody = new WeakMap<TopicVersion, Promise<boolean>>();

function isForAnybody(context: RequestContext, state: TopicVersion, check: WatchedTopic['check']): Promise<boolean> {
  let answer = forAnybody.get(state);
  if (answer === undefined) {
    answer = check({ ...context, viewer: null }).then(
      () => true,
      () => false,
    );
    forAnybody.set(state, answer);
  }
  return answer;
}
