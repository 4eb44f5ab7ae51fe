import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import { defineLoader, type RequestContext } from '../../context.js';
import { namesOf, User } from '../identity/index.js';
import { findNewestHead, TreeHead } from '../proof/index.js';
import { Work } from '../works/index.js';
import { TraceAlert } from './alert.entity.js';
import { patternLabel } from './alerts.js';
import { listAlerts, listKinds, listOwnTrace, listTrace } from './audit.queries.js';
import {
  TraceAlertConnection,
  TraceEntryConnection,
  TraceFilter,
  TraceFormat,
  TraceKindShown,
  TracePerson,
  type TraceEntryShown,
} from './audit.types.js';
import { exportTrace } from './audit.work.js';
import { traceLog } from './trace-log.js';

@Resolver()
export class AuditResolver {
  @Query(() => TraceEntryConnection, {
    description: 'Who did what, newest first. Auditors only; every person sees their own with `Viewer.trace`.',
  })
  trace(
    @Ctx() context: RequestContext,
    @Arg('filter', () => TraceFilter, { nullable: true, description: 'Which ones.' }) filter: TraceFilter | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<TraceEntryShown>> {
    return listTrace(context, filter ?? {}, page);
  }

  @Mutation(() => Work, {
    description:
      'Makes a file of entries of the trace as long work. The person who asks can leave and fetches the file with `Work.result`, which is on record. Auditors only; `/exports/trace.csv`, `.xlsx` and `.ndjson` send smaller files directly.',
  })
  exportTrace(
    @Ctx() context: RequestContext,
    @Arg('format', () => TraceFormat, { description: 'The format of the file.' }) format: TraceFormat,
    @Arg('filter', () => TraceFilter, { nullable: true, description: 'Which entries.' }) filter: TraceFilter | null,
  ): Promise<Work> {
    return exportTrace(context, format, filter ?? {});
  }

  @Query(() => [TraceKindShown], { description: 'Every kind of act in the trace. Auditors only.' })
  traceKinds(@Ctx() context: RequestContext): TraceKindShown[] {
    return listKinds(context);
  }

  @Query(() => TraceAlertConnection, {
    description: 'What was found unusual in the trace, newest first. Auditors and administrators only.',
  })
  traceAlerts(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<TraceAlert>> {
    return listAlerts(context, page);
  }

  @Query(() => TreeHead, {
    nullable: true,
    description:
      'The newest signed head over the trace; null while the trace is empty. The heads are public, the entries are not.',
  })
  traceHead(@Ctx() { db }: RequestContext): Promise<TreeHead | null> {
    return findNewestHead(traceLog, db.read);
  }
}

const nameLoader = defineLoader<string, string | null>(async (services, userIds) => {
  const names = await namesOf(services, userIds);
  return userIds.map((id) => names.get(id) ?? null);
});

@Resolver(() => TraceAlert)
export class TraceAlertResolver {
  @FieldResolver(() => String, { description: "What was found, in the reader's language." })
  label(@Ctx() context: RequestContext, @Root() { pattern }: TraceAlert): string {
    return patternLabel(pattern, context.language);
  }

  @FieldResolver(() => TracePerson, { description: 'Whose acts they are, or whose account they concern.' })
  async person(@Ctx() context: RequestContext, @Root() { personId }: TraceAlert): Promise<TracePerson> {
    return { id: personId, name: await nameLoader(context).load(personId) };
  }
}

/** The field that the trace adds to `Viewer`. */
@Resolver(() => User)
export class ViewerTraceResolver {
  @FieldResolver(() => TraceEntryConnection, {
    description: 'What was done with their account and their rights, by whom and from where, newest first.',
  })
  trace(
    @Ctx() context: RequestContext,
    @Root() user: User,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<TraceEntryShown>> {
    return listOwnTrace(context, user.id, page);
  }
}
