import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { Cover, coverLoader } from '../covers/index.js';
import { FundStatement, fundStatementLoader } from '../ledger/index.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { Indicator, Milestone, Objection, Project, ProjectEvent } from './project.entity.js';
import { ProjectAction, ProjectSort } from './project.enums.js';
import { AnswerObjectionInput, CreateProjectInput, FieldChange, ObjectionConnection, ProjectConnection, ProjectFilter, ReviewProjectInput, UpdateProjectInput } from './project.inputs.js';
import { ProjectProgress, progressLoader } from './project-progress.js';
import { actionsFor } from './project.rules.js';
import { projectLoader, standingTo } from './projects.access.js';
import * as queries from './projects.queries.js';
import * as projects from './projects.service.js';
import * as reviews from './review.service.js';
import { watchProgress } from './watch-progress.js';

@Resolver(() => Project)
export class ProjectResolver {
  @Query(() => Project, { nullable: true, description: 'A project by exactly one of id and slug; null when it may not be seen.' })
  project(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { nullable: true, description: 'Id of the project.' }) id?: string,
    @Arg('slug', () => String, { nullable: true, description: 'Its name in addresses.' }) slug?: string,
  ): Promise<Project | null> {
    return queries.findProject(context, id, slug);
  }

  @Query(() => ProjectConnection, { description: 'Public projects; members see the drafts of an organisation they filter by.' })
  projects(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ProjectFilter, { nullable: true, description: 'Which ones.' }) filter?: ProjectFilter,
    @Arg('sort', () => ProjectSort, { nullable: true, defaultValue: ProjectSort.NEWEST, description: 'In which order.' }) sort?: ProjectSort,
  ): Promise<Page<Project>> {
    return queries.listProjects(context, filter, sort, page);
  }

  @Query(() => ProjectConnection, { description: 'Submitted projects, first come first. Reviewers only.' })
  reviewQueue(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Project>> {
    return queries.listReviewQueue(context, page);
  }

  @FieldResolver(() => Organization, { description: 'The organisation that runs it.' })
  organization(@Ctx() context: RequestContext, @Root() project: Project): Promise<Organization | null> {
    return organizationLoader(context).load(project.organizationId);
  }

  @FieldResolver(() => ProjectProgress, { description: 'Its money and backers now.' })
  progress(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectProgress> {
    return progressLoader(context).load(project.id);
  }

  @FieldResolver(() => Cover, { nullable: true, description: 'Its picture.' })
  cover(@Ctx() context: RequestContext, @Root() project: Project): Promise<Cover | null> | null {
    return project.coverId === null ? null : coverLoader(context).load(project.coverId);
  }

  @FieldResolver(() => [Milestone], { description: 'Its stages in order.' })
  milestones(@Ctx() context: RequestContext, @Root() project: Project): Promise<Milestone[]> {
    return queries.milestonesLoader(context).load(project.id);
  }

  @FieldResolver(() => [Indicator], { description: 'What it promises to change.' })
  indicators(@Ctx() context: RequestContext, @Root() project: Project): Promise<Indicator[]> {
    return queries.indicatorsLoader(context).load(project.id);
  }

  @FieldResolver(() => FundStatement, { description: 'Its earmarked fund, from the ledger.' })
  fund(@Ctx() context: RequestContext, @Root() project: Project): Promise<FundStatement> {
    return fundStatementLoader(context).load(project.id);
  }

  @FieldResolver(() => [ProjectEvent], { description: 'Its life so far, oldest first.' })
  history(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectEvent[]> {
    return queries.eventsLoader(context).load(project.id);
  }

  @FieldResolver(() => [Objection], { description: 'Objections raised during public notice, oldest first.' })
  objections(@Ctx() context: RequestContext, @Root() project: Project): Promise<Objection[]> {
    return queries.objectionsLoader(context).load(project.id);
  }

  @FieldResolver(() => [FieldChange], { description: 'What changed since the submission before the last; empty for all but reviewers and members.' })
  changes(@Ctx() context: RequestContext, @Root() project: Project): Promise<FieldChange[]> {
    return queries.listChanges(context, project);
  }

  @FieldResolver(() => [ProjectAction], { description: 'What the viewer may do with it now.' })
  async viewerActions(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectAction[]> {
    return actionsFor(project, await standingTo(context, project), context.clock.now());
  }

  @Mutation(() => Project, { description: 'Makes a draft. Editors of the organisation.' })
  createProject(@Ctx() context: RequestContext, @Arg('input', () => CreateProjectInput, { description: 'The draft.' }) input: CreateProjectInput): Promise<Project> {
    return projects.createProject(context, input);
  }

  @Mutation(() => Project, { description: 'Changes a draft, or one sent back for changes. Editors.' })
  updateProject(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the project.' }) id: string,
    @Arg('input', () => UpdateProjectInput, { description: 'What changes.' }) input: UpdateProjectInput,
  ): Promise<Project> {
    return projects.updateProject(context, id, input);
  }

  @Mutation(() => Project, { description: 'Submits it for review: DRAFT or CHANGES_REQUESTED to SUBMITTED. Editors of a verified organisation.' })
  submitProject(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the project.' }) id: string): Promise<Project> {
    return projects.submitProject(context, id);
  }

  @Mutation(() => Project, { description: 'Takes it back from review: SUBMITTED to DRAFT. Editors.' })
  withdrawProject(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the project.' }) id: string): Promise<Project> {
    return projects.withdrawProject(context, id);
  }

  @Mutation(() => Project, { description: 'Decides on a submitted project. Reviewers who do not belong to its organisation.' })
  reviewProject(@Ctx() context: RequestContext, @Arg('input', () => ReviewProjectInput, { description: 'The decision.' }) input: ReviewProjectInput): Promise<Project> {
    return reviews.reviewProject(context, input);
  }

  @Subscription(() => ProjectProgress, {
    description: 'Sends the current state at once, then every change, at the latest one second after its commit.',
    subscribe: ({ args, context }) => watchProgress(context as RequestContext, (args as { projectId: string }).projectId),
  })
  projectProgress(@Root() progress: ProjectProgress, @Arg('projectId', () => ID, { description: 'Id of the project.' }) _projectId: string): ProjectProgress {
    return progress;
  }
}

@Resolver(() => Objection)
export class ObjectionResolver {
  @Query(() => ObjectionConnection, { description: 'Objections without an answer, first come first. Reviewers only.' })
  objectionQueue(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Objection>> {
    return queries.listObjectionQueue(context, page);
  }

  @FieldResolver(() => Project, { description: 'The project on notice.' })
  async project(@Ctx() context: RequestContext, @Root() objection: Objection): Promise<Project | null> {
    return projectLoader(context).load(objection.projectId);
  }

  @FieldResolver(() => String, { description: 'Who raised it: the first character of the name, the rest hidden.' })
  raisedBy(@Ctx() context: RequestContext, @Root() objection: Objection): Promise<string> {
    return queries.maskedNameLoader(context).load(objection.authorId);
  }

  @Mutation(() => Objection, { description: 'Raises an objection during public notice and stops its clock. Anyone signed in.' })
  raiseObjection(
    @Ctx() context: RequestContext,
    @Arg('projectId', () => ID, { description: 'The project on notice.' }) projectId: string,
    @Arg('text', () => String, { description: 'What is objected to, 1 to 1000 characters; public.' }) text: string,
    @Arg('idempotencyKey', () => ID, { nullable: true, description: KEY_DESCRIPTION }) idempotencyKey?: string | null,
  ): Promise<Objection> {
    return reviews.raiseObjection(context, projectId, text, idempotencyKey);
  }

  @Mutation(() => Objection, { description: 'Answers an objection; the clock runs on when none is left. Reviewers.' })
  answerObjection(@Ctx() context: RequestContext, @Arg('input', () => AnswerObjectionInput, { description: 'The answer.' }) input: AnswerObjectionInput): Promise<Objection> {
    return reviews.answerObjection(context, input);
  }
}

/** Downstream of organisations, so the arrow points one way. */
@Resolver(() => Organization)
export class OrganizationProjectsResolver {
  @FieldResolver(() => ProjectConnection, { description: 'Its projects, newest first; members see drafts, too.' })
  projects(@Ctx() context: RequestContext, @Root() organization: Organization, @Args(() => PageArgs) page: PageArgs): Promise<Page<Project>> {
    return queries.listProjects(context, { organizationId: organization.id }, ProjectSort.NEWEST, page);
  }
}
