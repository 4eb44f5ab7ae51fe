import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import { defineLoader, type RequestContext } from '../../context.js';
import { requireFewOfStranger } from '../../limits/limiter.js';
import { translate } from '../../messages/index.js';
import type { Party } from '../ledger/index.js';
import { milestoneLoader, stageOfSource } from '../milestones/index.js';
import { isGiven, Pledge, pledgeLoader, pledgeOfSource } from '../pledges/index.js';
import { findVisibleProject, getVisibleProject, Milestone, Project, projectLoader } from '../projects/index.js';
import { BankMovement, movementByIdLoader, movementOfSource } from '../reconciliation/index.js';
import { SheetFormat, Work } from '../works/index.js';
import { BookKind, BookLine, BookLineConnection, BooksCheck, BooksDifference } from './book-line.js';
import { BooksFilter } from './books-filter.js';
import { BooksMonth, BooksPeriod, readMonths, readPeriod } from './books-period.js';
import { checkerOf } from './books-check.js';
import { lineKinds, partiesOf, shownEntry } from './line-kinds.js';
import { exportBooks } from './books.work.js';
import { listBookLines } from './books.queries.js';
import { readScope, type Scope } from './books.scope.js';

/** Returns the id of the requested project after checking that its books are public; null for all projects. */
async function publicProjectId(context: RequestContext, projectId: string | null | undefined): Promise<string | null> {
  return projectId == null ? null : (await getVisibleProject(context, projectId)).id;
}

/** Returns what is asked for. Searches of strangers are counted, because they look through the names of all donors. */
async function readAskedScope(
  context: RequestContext,
  projectId: string | null | undefined,
  filter: BooksFilter,
): Promise<Scope> {
  if (filter.search) requireFewOfStranger(context, 'search.network');
  return readScope(context.db.read, await publicProjectId(context, projectId), filter);
}

const keyOf = ({ entryKind, sourceKey }: BookLine): string => `${entryKind} ${sourceKey}`;

const partyLoader = defineLoader<string, Party>(({ db }, keys) =>
  partiesOf(
    db.read,
    keys.map((key) => {
      const [entryKind = '', sourceKey = ''] = key.split(' ');
      return { entryKind, sourceKey };
    }),
  ),
);

@Resolver(() => BookLine)
export class BooksResolver {
  @Query(() => [BookKind], { description: 'The kinds of lines that the books can have, with their names.' })
  bookKinds(@Ctx() context: RequestContext): BookKind[] {
    return lineKinds().map(({ line, ofFunds }) =>
      Object.assign(new BookKind(), { kind: line.name, title: translate(context.language, line.title), ofFunds }),
    );
  }

  @Query(() => BookLineConnection, {
    description:
      'The public books, newest movement first. Every movement of money into and out of the funds comes from the ledger.',
  })
  async books(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Args(() => BooksFilter) filter: BooksFilter,
    @Arg('projectId', () => ID, {
      nullable: true,
      description: 'Only movements of this project. Without it, movements of all projects.',
    })
    projectId?: string,
  ): Promise<Page<BookLine>> {
    return listBookLines(context.db.read, await readAskedScope(context, projectId, filter), page);
  }

  @Query(() => BooksPeriod, {
    description:
      'The books between two days: what the funds held at the beginning, what came in and went out, what they held at the end, and the sums of the lines that the filter finds.',
  })
  async booksPeriod(
    @Ctx() context: RequestContext,
    @Args(() => BooksFilter) filter: BooksFilter,
    @Arg('projectId', () => ID, { nullable: true, description: 'Only this project. Without it, all projects.' })
    projectId?: string,
  ): Promise<BooksPeriod> {
    return readPeriod(context.db.read, await readAskedScope(context, projectId, filter));
  }

  @Query(() => [BooksMonth], { description: 'The books month by month, from the first movement until now.' })
  async booksMonths(
    @Ctx() context: RequestContext,
    @Arg('projectId', () => ID, { nullable: true, description: 'Only this project. Without it, all projects.' })
    projectId?: string,
  ): Promise<BooksMonth[]> {
    return readMonths(context.db, context.clock.now(), await publicProjectId(context, projectId));
  }

  @Query(() => BooksCheck, {
    description:
      'Calculates the total of a project, or of all projects, from each place that stores or shows it. A result is shared by all viewers for five seconds.',
  })
  async booksCheck(
    @Ctx() context: RequestContext,
    @Arg('projectId', () => ID, { nullable: true, description: 'Only this project. Without it, all projects.' })
    projectId?: string,
  ): Promise<BooksCheck> {
    return checkerOf(context).check(await publicProjectId(context, projectId));
  }

  @Mutation(() => Work, {
    description:
      'Makes a file of the lines that the filter finds, oldest first, as long work. The person who asks can leave and fetches the file with `Work.result`. Everybody who is signed in may do it; `/exports/books.csv` and `.xlsx` send smaller files directly.',
  })
  exportBooks(
    @Ctx() context: RequestContext,
    @Arg('format', () => SheetFormat, { description: 'The format of the file.' }) format: SheetFormat,
    @Args(() => BooksFilter) filter: BooksFilter,
    @Arg('projectId', () => ID, {
      nullable: true,
      description: 'Only movements of this project. Without it, movements of all projects.',
    })
    projectId?: string,
  ): Promise<Work> {
    return exportBooks(context, format, projectId ?? null, filter);
  }

  @FieldResolver(() => String, {
    description: 'What happened, in the language of the viewer, for example "Gift received".',
  })
  title(@Ctx() context: RequestContext, @Root() { entryKind }: BookLine): string {
    return translate(context.language, shownEntry(entryKind).line.title);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The public name of the other side: the donor, or the unit that was paid. Null when there is no other side.',
  })
  async party(@Ctx() context: RequestContext, @Root() line: BookLine): Promise<string | null> {
    return (await partyLoader(context).load(keyOf(line))).name;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The page of the other side on this site, such as "/organizations/…"; null when it has no page.',
  })
  async path(@Ctx() context: RequestContext, @Root() line: BookLine): Promise<string | null> {
    return (await partyLoader(context).load(keyOf(line))).path;
  }

  @FieldResolver(() => Project, {
    nullable: true,
    description: "The project whose fund moved; null for the charity's own movements.",
  })
  async project(@Ctx() context: RequestContext, @Root() { projectId }: BookLine): Promise<Project | null> {
    return projectId === null ? null : projectLoader(context).load(projectId);
  }

  @FieldResolver(() => BankMovement, {
    nullable: true,
    description:
      "Facts about a movement of the charity's own means: what interest is for, the treasurer's note, why it was reversed. Null for other kinds.",
  })
  async movement(@Ctx() context: RequestContext, @Root() { sourceKey }: BookLine): Promise<BankMovement | null> {
    const id = movementOfSource(sourceKey);
    return id === null ? null : movementByIdLoader(context).load(id);
  }

  @FieldResolver(() => Pledge, {
    nullable: true,
    description:
      'The gift that came in or went back. Null for other kinds. Also null while a gift whose confirmation was taken back waits for its money again, because nobody has given it then.',
  })
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
  @FieldResolver(() => Project, {
    nullable: true,
    description: 'The project. Null when the project is not public or does not exist.',
  })
  async project(@Ctx() context: RequestContext, @Root() { projectId }: BooksDifference): Promise<Project | null> {
    return findVisibleProject(context, { id: projectId });
  }
}
