import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { QueueItem, QueueState } from './queue.types.js';
import * as queues from './queues.service.js';

@Resolver()
export class QueueResolver {
  @Query(() => [QueueState], {
    name: 'queues',
    description: 'The queues that the viewer sees, with their figures; empty for viewers who see none.',
  })
  async states(@Ctx() context: RequestContext): Promise<QueueState[]> {
    return queues.listQueueStates(context);
  }

  @Query(() => QueueState, {
    description: 'The figures of one queue, or of what a search finds in it. Only people who see the queue may ask.',
  })
  async queue(
    @Ctx() context: RequestContext,
    @Arg('name', () => ID, { description: 'Name of the queue.' }) name: string,
    @Arg('search', () => String, {
      nullable: true,
      description: 'The text to search for; up to 100 characters.',
    })
    search?: string | null,
  ): Promise<QueueState> {
    return queues.getQueueState(context, name, search);
  }

  @Query(() => [QueueItem], {
    description:
      'The places of items in a queue, and who has them open. Items that no longer wait are left out. People who see the queue may ask; only people who work on it are told who has an item open.',
  })
  async queueItems(
    @Ctx() context: RequestContext,
    @Arg('queue', () => ID, { description: 'Name of the queue.' }) queue: string,
    @Arg('ids', () => [ID], { description: 'Ids of up to 100 items.' }) ids: string[],
  ): Promise<QueueItem[]> {
    return queues.listQueueItems(context, queue, ids);
  }

  @Mutation(() => Boolean, {
    description:
      'Records for some minutes that the viewer has an item open, and closes the item that the viewer had open in the same queue. It prevents nobody from deciding. Returns whether the item still waits.',
  })
  async claimItem(
    @Ctx() context: RequestContext,
    @Arg('queue', () => ID, { description: 'Name of the queue.' }) queue: string,
    @Arg('id', () => ID, { description: 'Id of the item.' }) id: string,
  ): Promise<boolean> {
    return queues.claimItem(context, queue, id);
  }

  @Mutation(() => Boolean, {
    description: 'Records that the viewer has closed an item. Returns whether it was open.',
  })
  async releaseItem(
    @Ctx() context: RequestContext,
    @Arg('queue', () => ID, { description: 'Name of the queue.' }) queue: string,
    @Arg('id', () => ID, { description: 'Id of the item.' }) id: string,
  ): Promise<boolean> {
    return queues.releaseItem(context, queue, id);
  }
}
