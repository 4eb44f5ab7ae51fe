import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { TopicVersion, watchChanges } from './changes.js';

@Resolver()
export class ChangesResolver {
  @Subscription(() => TopicVersion, {
    description:
      'Sends the version of each topic at once, and again within a second of every change. Data is never sent. A client that was disconnected compares the versions with the ones that it knows.',
    subscribe: ({ args, context }) =>
      watchChanges(context as RequestContext, (args as { topics: readonly string[] }).topics),
  })
  changed(
    @Arg('topics', () => [String], {
      description:
        '1 to 50 names, such as `viewer:notices`, `queue:projects` or `project:` and an id. An unknown topic, or one that the viewer may not watch, refuses the whole subscription; `field` names it.',
    })
    _topics: readonly string[],
    @Root() version: TopicVersion,
  ): TopicVersion {
    return version;
  }
}
