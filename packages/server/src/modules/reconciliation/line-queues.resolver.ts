import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Order } from '../orders/index.js';
import { QueueArgs } from '../queues/index.js';
import { Work } from '../works/index.js';
import { openLineQueue, suspenseQueue } from './lines.queues.js';
import { confirmOpenLines, previewOpenLines } from './open-lines-bulk.js';
import { lineOfOrder } from './reconciliation.queries.js';
import { StatementLine } from './statement.entities.js';
import { OpenLinesChoice, OpenLinesPreview, StatementLineConnection } from './statement.inputs.js';

@Resolver(() => Order)
export class LineQueueResolver {
  @Query(() => StatementLineConnection, {
    description: 'Lines whose money is in suspense; for treasurers and administrators.',
  })
  async suspenseQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<StatementLine>> {
    return suspenseQueue.list(context, args);
  }

  @Query(() => StatementLineConnection, {
    description: 'Lines of all statements that nobody has settled yet; for treasurers and administrators.',
  })
  async openLineQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<StatementLine>> {
    return openLineQueue.list(context, args);
  }

  @Query(() => OpenLinesPreview, {
    description:
      'What confirming the proposals of chosen open lines, or of all that a search finds, would do now. Only treasurers and administrators see it.',
  })
  async openLinesBulk(
    @Ctx() context: RequestContext,
    @Args(() => OpenLinesChoice) choice: OpenLinesChoice,
  ): Promise<OpenLinesPreview> {
    return previewOpenLines(context, choice);
  }

  @Mutation(() => Work, {
    description:
      'Confirms the proposals of chosen open lines, or of all that a search finds, as long work: its outcome says how many were settled and how many were left. Only treasurers may do it.',
  })
  async confirmOpenLines(
    @Ctx() context: RequestContext,
    @Args(() => OpenLinesChoice) choice: OpenLinesChoice,
    @Arg('version', () => String, {
      description:
        'The version of what was shown (`openLinesBulk`); the act is refused when it would take up anything else now.',
    })
    version: string,
  ): Promise<Work> {
    return confirmOpenLines(context, choice, version);
  }

  @FieldResolver(() => StatementLine, {
    nullable: true,
    description: 'The line of a statement whose money it returns, books or reverses; null for other kinds.',
  })
  async line(@Ctx() context: RequestContext, @Root() order: Order): Promise<StatementLine | null> {
    return lineOfOrder(context, order);
  }
}
