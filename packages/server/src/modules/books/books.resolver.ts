import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { milestoneLoader, stageOfSource } from '../milestones/index.js';
import { isGiven, Pledge, pledgeLoader, pledgeOfSource } from '../pledges/index.js';
import { findVisibleProject, getVisibleProject, Milestone, Project, projectLoader } from '../projects/index.js';
import { BankMovement, movementByIdLoader, movementOfSource } from '../reconciliation/index.js';
import { BookLine, BookLineConnection, BooksCheck, BooksDifference } from './book-line.js';
import { BooksFilter } from './books-filter.js';
import { BooksMonth, BooksPeriod, readMonths, readPeriod } from './books-period.js';
import { checkerOf } from './books-check.js';
import { listBookLines } from './books.queries.js';
import { readScope } from './books.scope.js';

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
    @Args(() => BooksFilter) filter: BooksFilter,
    @Arg('projectId', () => ID, { nullable: true, description: 'Of this project; of all without it.' }) projectId?: string,
  ): Promise<Page<BookLine>> {
    return listBookLines(context.db.read, await readScope(context.db.read, await publicProjectId(context, projectId), filter), page);
  }

  @Query(() => BooksPeriod, { description: 'The period between two days: what the funds held when it began, what came in and went out, what they held when it ended; and the sums of the lines that the filter finds.' })
  async booksPeriod(
    @Ctx() context: RequestContext,
    @Args(() => BooksFilter) filter: BooksFilter,
    @Arg('projectId', () => ID, { nullable: true, description: 'Of this project; of all without it.' }) projectId?: string,
  ): Promise<BooksPeriod> {
    return readPeriod(context.db.read, await readScope(context.db.read, await publicProjectId(context, projectId), filter));
  }

  @Query(() => [BooksMonth], { description: 'The books month by month, from the first movement until now.' })
  async booksMonths(@Ctx() context: RequestContext, @Arg('projectId', () => ID, { nullable: true, description: 'Of this project; of all without it.' }) projectId?: string): Promise<BooksMonth[]> {
    return readMonths(context.db, context.clock.now(), await publicProjectId(context, projectId));
  }

  @Query(() => BooksCheck, { description: 'Works a project\'s total, or that of all, out anew from each place in which it stands. A result serves everybody for five seconds.' })
  async booksCheck(@Ctx() context: RequestContext, @Arg('projectId', () => ID, { nullable: true, description: 'Of this project; of all without it.' }) projectId?: string): Promise<BooksCheck> {
    return checkerOf(context).check(await publicProjectId(context, projectId));
  }

  @FieldResolver(() => Project, { nullable: true, description: 'The project whose fund it is; null where it is the charity\'s own.' })
  async project(@Ctx() context: RequestContext, @Root() { fundId }: BookLine): Promise<Project | null> {
    return fundId === null ? null : projectLoader(context).load(fundId);
  }

  @FieldResolver(() => BankMovement, { nullable: true, description: 'What the charity\'s own movement was: what interest is for, what the treasurer says of it, why it was reversed. Null for other kinds.' })
  async movement(@Ctx() context: RequestContext, @Root() { sourceKey }: BookLine): Promise<BankMovement | null> {
    const id = movementOfSource(sourceKey);
    return id === null ? null : movementByIdLoader(context).load(id);
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

@Resolver(() => BooksDifference)
export class BooksDifferenceResolver {
  @FieldResolver(() => Project, { nullable: true, description: 'The project; null when everybody may not see it, or when there is none of this id.' })
  async project(@Ctx() context: RequestContext, @Root() { projectId }: BooksDifference): Promise<Project | null> {
    return findVisibleProject(context, { id: projectId });
  }
}
