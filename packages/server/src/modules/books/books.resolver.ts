import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { milestoneLoader, stageOfSource } from '../milestones/index.js';
import { isGiven, Pledge, pledgeLoader, pledgeOfSource } from '../pledges/index.js';
import { getVisibleProject, Milestone, Project, projectLoader } from '../projects/index.js';
import { BookLine, BookLineConnection, BookLineKind, BooksCheck } from './book-line.js';
import { listBookLines } from './books.queries.js';
import { checkerOf } from './books-check.js';

/** The id of the project that is asked for, once it is known that everybody may see its books; null for all projects. */
async function publicProjectId(context: RequestContext, projectId: string | null | undefined): Promise<string | null> {
  return projectId == null ? null : (await getVisibleProject(context, projectId)).id;
}

@Resolver(() => BookLine)
export class BooksResolver {
  @Query(() => BookLineConnection, { description: 'The public books, newest first: every movement of money into and out of the funds, from the ledger.' })
  async books(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('projectId', () => ID, { nullable: true, description: 'Of this project; of all without it.' }) projectId?: string,
    @Arg('kinds', () => [BookLineKind], { nullable: true, description: 'Of these kinds; of all without it.' }) kinds?: BookLineKind[],
  ): Promise<Page<BookLine>> {
    return listBookLines(context.db.read, { projectId: await publicProjectId(context, projectId), kinds: kinds ?? null }, page);
  }

  @Query(() => BooksCheck, { description: 'Works a project\'s total, or that of all, out anew from each place in which it stands. A result serves everybody for five seconds.' })
  async booksCheck(@Ctx() context: RequestContext, @Arg('projectId', () => ID, { nullable: true, description: 'Of this project; of all without it.' }) projectId?: string): Promise<BooksCheck> {
    return checkerOf(context).check(await publicProjectId(context, projectId));
  }

  @FieldResolver(() => Project, { description: 'The project whose fund it is.' })
  async project(@Ctx() context: RequestContext, @Root() line: BookLine): Promise<Project | null> {
    return projectLoader(context).load(line.fundId);
  }

  @FieldResolver(() => Pledge, { nullable: true, description: 'The gift that came in or went back. Null for other kinds, and while a gift whose confirmation was taken back waits for its money: then nobody gave it.' })
  async gift(@Ctx() context: RequestContext, @Root() line: BookLine): Promise<Pledge | null> {
    const id = pledgeOfSource(line.sourceKey);
    const pledge = id === null ? null : await pledgeLoader(context).load(id);
    return pledge !== null && isGiven(pledge) ? pledge : null;
  }

  @FieldResolver(() => Milestone, { nullable: true, description: 'The stage that was paid; null for other kinds.' })
  async milestone(@Ctx() context: RequestContext, @Root() line: BookLine): Promise<Milestone | null> {
    const id = stageOfSource(line.sourceKey);
    return id === null ? null : milestoneLoader(context).load(id);
  }
}
