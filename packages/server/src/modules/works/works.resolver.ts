import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, PageArgs, type Page } from '../../connection.js';
import { defineLoader, may, type RequestContext } from '../../context.js';
import { translate, type MessageKey } from '../../messages/index.js';
import { namesOf } from '../identity/index.js';
import { resultLoader } from './results.service.js';
import { WorkResult } from './work-result.entities.js';
import { Work } from './work.entities.js';
import { workKinds } from './work-kinds.js';
import { seeWorks } from './works.permissions.js';
import { resultUrl } from './works.http.js';
import * as works from './works.service.js';

const WorkConnection = connectionOf(Work, 'Work');

const nameLoader = defineLoader<string, string | null>(async (services, userIds) => {
  const names = await namesOf(services, userIds);
  return userIds.map((id) => names.get(id) ?? null);
});

@Resolver(() => Work)
export class WorkResolver {
  @Query(() => WorkConnection, {
    description:
      'The long works that the viewer started, newest first. Administrators and auditors can see those of all people.',
  })
  works(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('everybodys', () => Boolean, {
      defaultValue: false,
      description: 'Whether to list the works of all people. Only for administrators and auditors.',
    })
    everybodys: boolean,
  ): Promise<Page<Work>> {
    return works.listWorks(context, everybodys, page);
  }

  @Query(() => Work, { nullable: true, description: 'A long work; null for viewers who may not see it.' })
  work(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the work.' }) id: string,
  ): Promise<Work | null> {
    return works.findWork(context, id);
  }

  @Mutation(() => Work, {
    description:
      'Cancels a long work. The person who started it and administrators may do it. What was done before stays done.',
  })
  cancelWork(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the work.' }) id: string,
  ): Promise<Work> {
    return works.cancelWork(context, id);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why the work failed; null unless it failed.' })
  failure(@Ctx() context: RequestContext, @Root() { failureKey }: Work): string | null {
    return failureKey === null ? null : translate(context.language, failureKey as MessageKey);
  }

  @FieldResolver(() => String, { description: "The path of its subject's page on this site." })
  path(@Root() work: Work): string {
    return workKinds.get(work.kind).path(work);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The person who started it. Only administrators and auditors see it; null for others.',
  })
  async startedBy(@Ctx() context: RequestContext, @Root() { startedById }: Work): Promise<string | null> {
    return may(context, seeWorks) ? nameLoader(context).load(startedById) : null;
  }

  @FieldResolver(() => WorkResult, {
    nullable: true,
    description:
      'The file that the work made. Only the person who started it sees it; null for others and other works.',
  })
  async result(@Ctx() context: RequestContext, @Root() { id, startedById }: Work): Promise<WorkResult | null> {
    return startedById === context.viewer?.userId ? resultLoader(context).load(id) : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may cancel the work now.' })
  viewerMayCancel(@Ctx() context: RequestContext, @Root() work: Work): boolean {
    return works.mayCancel(context, work);
  }
}

@Resolver(() => WorkResult)
export class WorkResultResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The address of the file on this site; null once it is removed.',
  })
  url(@Ctx() { clock }: RequestContext, @Root() { workId, keptUntil, removedAt }: WorkResult): string | null {
    return removedAt === null && keptUntil > clock.now() ? resultUrl(workId) : null;
  }
}
