import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { Cover, coverLoader } from '../covers/index.js';
import { FundStatement, fundStatementLoader } from '../ledger/index.js';
import { Duty, Order, viewerDutyIn } from '../orders/index.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { QueueArgs } from '../queues/index.js';
import { GiftExample, Indicator, Milestone, Objection, Project, ProjectEvent } from './project.entity.js';
import { ProjectAction, ProjectSort } from './project.enums.js';
import {
  AnswerObjectionInput,
  CreateProjectInput,
  FieldChange,
  ObjectionConnection,
  ProjectConnection,
  ProjectFilter,
  ReviewProjectInput,
  UpdateProjectInput,
} from './project.inputs.js';
import { ProjectProgress, progressLoader } from './project-progress.js';
import { actionsFor } from './project.rules.js';
import { projectLoader, viewerRelationTo } from './projects.access.js';
import * as queries from './projects.queries.js';
import { objectionQueue, projectQueue } from './projects.queues.js';
import * as projects from './projects.service.js';
import * as reviews from './review.service.js';
import { watchProgress } from './watch-progress.js';

@Resolver(() => Project)
export class ProjectResolver {
  @Query(() => Project, {
    nullable: true,
    description: 'A project by either its id or its slug. Null when it does not exist or the viewer may not see it.',
  })
  project(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { nullable: true, description: 'Id of the project.' }) id?: string,
    @Arg('slug', () => String, { nullable: true, description: "The project's name in addresses of web pages." })
    slug?: string,
  ): Promise<Project | null> {
    return queries.findProject(context, id, slug);
  }

  @Query(() => ProjectConnection, {
    description: 'Public projects. Members also see the drafts of an organisation that the filter names.',
  })
  projects(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ProjectFilter, { nullable: true, description: 'Which projects to list.' })
    filter?: ProjectFilter,
    @Arg('sort', () => ProjectSort, {
      nullable: true,
      defaultValue: ProjectSort.NEWEST,
      description: 'The order of the list.',
    })
    sort?: ProjectSort,
  ): Promise<Page<Project>> {
    return queries.listProjects(context, filter, sort, page);
  }

  @Query(() => ProjectConnection, {
    description: 'Submitted projects that wait for a decision. Only reviewers see them.',
  })
  async reviewQueue(@Ctx() context: RequestContext, @Args(() => QueueArgs) args: QueueArgs): Promise<Page<Project>> {
    return projectQueue.list(context, args);
  }

  @FieldResolver(() => Organization, { description: 'The organisation that runs the project.' })
  organization(@Ctx() context: RequestContext, @Root() project: Project): Promise<Organization | null> {
    return organizationLoader(context).load(project.organizationId);
  }

  @FieldResolver(() => ProjectProgress, { description: 'The money and backers of the project now.' })
  progress(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectProgress> {
    return progressLoader(context).load(project.id);
  }

  @FieldResolver(() => Cover, { nullable: true, description: 'The cover picture; null when there is none.' })
  cover(@Ctx() context: RequestContext, @Root() project: Project): Promise<Cover | null> | null {
    return project.coverId === null ? null : coverLoader(context).load(project.coverId);
  }

  @FieldResolver(() => [Milestone], { description: 'The stages in order.' })
  milestones(@Ctx() context: RequestContext, @Root() project: Project): Promise<Milestone[]> {
    return queries.milestonesLoader(context).load(project.id);
  }

  @FieldResolver(() => [Indicator], { description: 'What the project promises to change.' })
  indicators(@Ctx() context: RequestContext, @Root() project: Project): Promise<Indicator[]> {
    return queries.indicatorsLoader(context).load(project.id);
  }

  @FieldResolver(() => [GiftExample], {
    description:
      'What amounts do, smallest first, as the unit that runs the project says; empty where it says nothing.',
  })
  giftExamples(@Ctx() context: RequestContext, @Root() project: Project): Promise<GiftExample[]> {
    return queries.giftExamplesLoader(context).load(project.id);
  }

  @FieldResolver(() => FundStatement, { description: "The project's fund, from the ledger." })
  fund(@Ctx() context: RequestContext, @Root() project: Project): Promise<FundStatement> {
    return fundStatementLoader(context).load(project.id);
  }

  @FieldResolver(() => [ProjectEvent], { description: 'The steps of the project so far, oldest first.' })
  history(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectEvent[]> {
    return queries.eventsLoader(context).load(project.id);
  }

  @FieldResolver(() => [Objection], { description: 'Objections raised during public notice, oldest first.' })
  objections(@Ctx() context: RequestContext, @Root() project: Project): Promise<Objection[]> {
    return queries.objectionsLoader(context).load(project.id);
  }

  @FieldResolver(() => [FieldChange], {
    description: 'The differences between the last two submissions. Reviewers and members see them; empty for others.',
  })
  changes(@Ctx() context: RequestContext, @Root() project: Project): Promise<FieldChange[]> {
    return queries.listChanges(context, project);
  }

  @FieldResolver(() => [ProjectAction], { description: 'What the viewer may do with the project now.' })
  async viewerActions(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectAction[]> {
    return actionsFor(project, await viewerRelationTo(context, project), context.clock.now());
  }

  @FieldResolver(() => Duty, {
    nullable: true,
    description:
      'What the viewer has done for the project, which excludes the other duty; null for visitors and for everybody who has done neither.',
  })
  viewerDuty(@Ctx() context: RequestContext, @Root() { id }: Project): Promise<Duty | null> {
    return viewerDutyIn(context, id);
  }

  @Mutation(() => Project, { description: 'Creates a draft. Only editors of the organisation may do it.' })
  createProject(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateProjectInput, { description: 'The draft.' }) input: CreateProjectInput,
  ): Promise<Project> {
    return projects.createProject(context, input);
  }

  @Mutation(() => Project, {
    description: 'Changes a draft, or a project that was sent back for changes. Only editors may do it.',
  })
  updateProject(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the project.' }) id: string,
    @Arg('input', () => UpdateProjectInput, { description: 'The changes.' }) input: UpdateProjectInput,
  ): Promise<Project> {
    return projects.updateProject(context, id, input);
  }

  @Mutation(() => Project, {
    description:
      'Submits a project for review: DRAFT or CHANGES_REQUESTED becomes SUBMITTED. Only editors of a verified organisation may do it.',
  })
  submitProject(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the project.' }) id: string,
  ): Promise<Project> {
    return projects.submitProject(context, id);
  }

  @Mutation(() => Project, {
    description: 'Withdraws a project from review: SUBMITTED becomes DRAFT. Only editors may do it.',
  })
  withdrawProject(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the project.' }) id: string,
  ): Promise<Project> {
    return projects.withdrawProject(context, id);
  }

  @Mutation(() => Project, {
    description: 'Decides on a submitted project. Only reviewers who do not belong to its organisation may do it.',
  })
  reviewProject(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReviewProjectInput, { description: 'The decision.' }) input: ReviewProjectInput,
  ): Promise<Project> {
    return reviews.reviewProject(context, input);
  }

  @Subscription(() => ProjectProgress, {
    description:
      'Sends the current state at once, and again after every change, at the latest one second after the commit.',
    subscribe: ({ args, context }) =>
      watchProgress(context as RequestContext, (args as { projectId: string }).projectId),
  })
  projectProgress(
    @Root() progress: ProjectProgress,
    @Arg('projectId', () => ID, { description: 'Id of the project.' }) _projectId: string,
  ): ProjectProgress {
    return progress;
  }
}

@Resolver(() => Order)
export class OrderProjectResolver {
  @FieldResolver(() => Project, {
    nullable: true,
    description: 'The project that it concerns; null where there is none.',
  })
  async project(@Ctx() context: RequestContext, @Root() { projectId }: Order): Promise<Project | null> {
    return projectId === null ? null : projectLoader(context).load(projectId);
  }
}

@Resolver(() => Objection)
export class ObjectionResolver {
  @Query(() => ObjectionConnection, {
    description: 'Objections without an answer, the first one that came first. Only reviewers see them.',
  })
  async objectionQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<Objection>> {
    return objectionQueue.list(context, args);
  }

  @FieldResolver(() => Project, { description: 'The project on public notice.' })
  async project(@Ctx() context: RequestContext, @Root() objection: Objection): Promise<Project | null> {
    return projectLoader(context).load(objection.projectId);
  }

  @FieldResolver(() => String, {
    description: 'The person who raised the objection: the first character of the name, the rest hidden.',
  })
  raisedBy(@Ctx() context: RequestContext, @Root() objection: Objection): Promise<string> {
    return queries.maskedNameLoader(context).load(objection.authorId);
  }

  @Mutation(() => Objection, {
    description: 'Raises an objection during public notice and pauses the notice. Every signed-in person may do it.',
  })
  raiseObjection(
    @Ctx() context: RequestContext,
    @Arg('projectId', () => ID, { description: 'The project on public notice.' }) projectId: string,
    @Arg('text', () => String, { description: 'What is objected to, 1 to 1000 characters. It is public.' })
    text: string,
    @Arg('idempotencyKey', () => ID, { nullable: true, description: KEY_DESCRIPTION }) idempotencyKey?: string | null,
  ): Promise<Objection> {
    return reviews.raiseObjection(context, projectId, text, idempotencyKey);
  }

  @Mutation(() => Objection, {
    description:
      'Answers an objection. The notice continues when no objection waits any more. Only reviewers may do it.',
  })
  answerObjection(
    @Ctx() context: RequestContext,
    @Arg('input', () => AnswerObjectionInput, { description: 'The answer.' }) input: AnswerObjectionInput,
  ): Promise<Objection> {
    return reviews.answerObjection(context, input);
  }
}

/** This module is downstream of organisations, so it adds the field here and organisations do not depend on it. */
@Resolver(() => Organization)
export class OrganizationProjectsResolver {
  @FieldResolver(() => ProjectConnection, {
    description: "The organisation's projects, newest first. Members also see drafts.",
  })
  projects(
    @Ctx() context: RequestContext,
    @Root() organization: Organization,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Project>> {
    return queries.listProjects(context, { organizationId: organization.id }, ProjectSort.NEWEST, page);
  }
}
