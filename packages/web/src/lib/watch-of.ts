import type { ApolloClient } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ChangedDocument } from '@hongchuang/schema';
import { ChangeWatch, type SubscribeToChanges } from './change-watch';
import { isLive } from './live-connection';

const watches = new WeakMap<ApolloClient, ChangeWatch>();

/** Returns the index of the topic that a refusal names. */
function refusedPlace(error: unknown): number | undefined {
  const field = CombinedGraphQLErrors.is(error) ? error.errors[0]?.extensions?.['field'] : undefined;
  const place = typeof field === 'string' ? /^topics\.(\d+)$/.exec(field)?.[1] : undefined;
  return place === undefined ? undefined : Number(place);
}

const subscribeBy =
  (client: ApolloClient): SubscribeToChanges =>
  (topics, handlers) => {
    const fail = (error: unknown) => {
      const place = refusedPlace(error);
      if (place === undefined) handlers.ended();
      else handlers.refused(place);
    };
    const subscription = client
      .subscribe({ query: ChangedDocument, variables: { topics: [...topics] }, fetchPolicy: 'no-cache' })
      .subscribe({
        next({ data, error }) {
          if (error) fail(error);
          else if (data) handlers.changed(data.changed.topic, data.changed.version);
        },
        error: fail,
        complete: () => handlers.ended(),
      });
    return () => subscription.unsubscribe();
  };

/** The single watch of a client. */
export function watchOf(client: ApolloClient): ChangeWatch {
  let watch = watches.get(client);
  if (watch === undefined) {
    watch = new ChangeWatch(subscribeBy(client), {
      isLive,
      isHidden: () => document.hidden,
      whenShown: (listener) =>
        document.addEventListener('visibilitychange', () => {
          if (!document.hidden) listener();
        }),
    });
    watches.set(client, watch);
  }
  return watch;
}
