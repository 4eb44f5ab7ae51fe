import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { milestoneLoader } from '../milestones/index.js';
import { Pledge } from '../pledges/index.js';
import { Takedown, TakedownCause, tombstonesLoader } from '../privacy/index.js';
import { Milestone, Project, ProjectConnection, projectLoader } from '../projects/index.js';
import { followProject } from './follows.service.js';
import { ProjectUpdate, UpdateVersion } from './update.entities.js';
import {
  CorrectUpdateInput,
  ProjectPicture,
  SaveUpdateDraftInput,
  ShownPhoto,
  UpdateConnection,
} from './updates.inputs.js';
import * as queries from './updates.queries.js';
import * as updates from './updates.service.js';

@Resolver(() => ProjectUpdate)
export class UpdateResolver {
  @FieldResolver(() => Project, { description: 'The project that it is about.' })
  project(@Ctx() context: RequestContext, @Root() { projectId }: ProjectUpdate): Promise<Project | null> {
    return projectLoader(context).load(projectId);
  }

  @FieldResolver(() => Milestone, {
    nullable: true,
    description: 'The stage whose donors are thanked; null for news, and for thanks to all donors.',
  })
  async milestone(@Ctx() context: RequestContext, @Root() { milestoneId }: ProjectUpdate): Promise<Milestone | null> {
    return milestoneId === null ? null : milestoneLoader(context).load(milestoneId);
  }

  @FieldResolver(() => [ShownPhoto], { description: 'Its photos.' })
  photos(@Ctx() context: RequestContext, @Root() { id }: ProjectUpdate): Promise<ShownPhoto[]> {
    return queries.photosLoader(context).load(id);
  }

  @FieldResolver(() => Takedown, {
    nullable: true,
    description: 'Why it was taken down; null while it is there.',
  })
  async tombstone(
    @Ctx() context: RequestContext,
    @Root() { id, takenDownAt }: ProjectUpdate,
  ): Promise<Takedown | null> {
    return takenDownAt === null ? null : ((await tombstonesLoader(context).load(id))[0] ?? null);
  }

  @FieldResolver(() => [UpdateVersion], {
    description:
      'Its versions before the present one, newest first. Only members of the unit and staff who may take it down see them; empty for others.',
  })
  earlierVersions(@Ctx() context: RequestContext, @Root() update: ProjectUpdate): Promise<UpdateVersion[]> {
    return queries.listEarlierVersions(context, update);
  }

  @Mutation(() => ProjectUpdate, {
    description: 'Saves a draft of news or thanks. Only editors of the unit may do it, once the project is public.',
  })
  saveUpdateDraft(
    @Ctx() context: RequestContext,
    @Arg('input', () => SaveUpdateDraftInput, { description: 'The draft.' }) input: SaveUpdateDraftInput,
  ): Promise<ProjectUpdate> {
    return updates.saveDraft(context, input);
  }

  @Mutation(() => ProjectUpdate, {
    description:
      'Publishes a draft at once and tells its readers: of news the followers and donors of the project, of thanks the donors. Only editors of the unit may do it.',
  })
  publishUpdate(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the draft.' }) id: string,
  ): Promise<ProjectUpdate> {
    return updates.publishUpdate(context, id);
  }

  @Mutation(() => ProjectUpdate, {
    description:
      'Corrects what was published. The earlier version is kept, and the update says that it was edited. Only editors of the unit may do it.',
  })
  correctUpdate(
    @Ctx() context: RequestContext,
    @Arg('input', () => CorrectUpdateInput, { description: 'The correction.' }) input: CorrectUpdateInput,
  ): Promise<ProjectUpdate> {
    return updates.correctUpdate(context, input);
  }

  @Mutation(() => Project, { description: 'Removes a draft for ever. Only editors of the unit may do it.' })
  discardUpdateDraft(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the draft.' }) id: string,
  ): Promise<Project> {
    return updates.discardDraft(context, id);
  }

  @Mutation(() => ProjectUpdate, {
    description:
      'Takes published news or thanks down for ever, with their photos. A public tombstone with the cause stays. Only administrators and reviewers may do it.',
  })
  takeDownUpdate(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the update.' }) id: string,
    @Arg('cause', () => TakedownCause, { description: 'Why, as everybody may read it.' }) cause: TakedownCause,
    @Arg('reason', () => String, { description: 'Why, for the trace, 1 to 500 characters.' }) reason: string,
  ): Promise<ProjectUpdate> {
    return updates.takeDownUpdate(context, id, { cause, reason });
  }

  @Mutation(() => Project, { description: 'Begins or stops to tell the viewer of news of a project.' })
  followProject(
    @Ctx() context: RequestContext,
    @Arg('projectId', () => ID, { description: 'Id of the project.' }) projectId: string,
    @Arg('follows', () => Boolean, { description: 'Whether the viewer wants to be told.' }) follows: boolean,
  ): Promise<Project> {
    return followProject(context, projectId, follows);
  }
}

/** Fields that this module adds to `Project`. */
@Resolver(() => Project)
export class ProjectUpdatesResolver {
  @FieldResolver(() => UpdateConnection, {
    description: 'News of the project, newest first. What was taken down is there with its tombstone.',
  })
  updates(
    @Ctx() context: RequestContext,
    @Root() { id }: Project,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<ProjectUpdate>> {
    return queries.listNews(context, id, page);
  }

  @FieldResolver(() => [ProjectUpdate], {
    description: 'Drafts of news and thanks, newest first. Only editors of the unit see them; empty for others.',
  })
  updateDrafts(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectUpdate[]> {
    return queries.listDrafts(context, project);
  }

  @FieldResolver(() => [ProjectUpdate], {
    description:
      'All published thanks to donors, newest first. Only editors of the unit see the list; empty for others. Donors see theirs at their gifts.',
  })
  thanks(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectUpdate[]> {
    return queries.listThanks(context, project);
  }

  @FieldResolver(() => Int, { description: 'How many people follow the project.' })
  async followerCount(@Ctx() context: RequestContext, @Root() { id }: Project): Promise<number> {
    return (await queries.countsLoader(context).load(id)).followers;
  }

  @FieldResolver(() => Int, { description: 'How many news of the project are public.' })
  async updateCount(@Ctx() context: RequestContext, @Root() { id }: Project): Promise<number> {
    return (await queries.countsLoader(context).load(id)).updates;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer follows the project.' })
  viewerFollows(@Ctx() context: RequestContext, @Root() { id }: Project): Promise<boolean> {
    return queries.viewerFollows(context, id);
  }

  @FieldResolver(() => [ProjectPicture], {
    description: 'The newest public pictures of the project, up to 60: of accepted reports and of news.',
  })
  pictures(@Ctx() context: RequestContext, @Root() { id }: Project): Promise<ProjectPicture[]> {
    return queries.picturesLoader(context).load(id);
  }
}

@Resolver(() => Pledge)
export class PledgeThanksResolver {
  @FieldResolver(() => [ProjectUpdate], {
    description: 'Thanks of the unit for this gift, newest first; empty before the gift is paid.',
  })
  thanks(@Ctx() context: RequestContext, @Root() { id }: Pledge): Promise<ProjectUpdate[]> {
    return queries.thanksLoader(context).load(id);
  }
}

@Resolver(() => User)
export class ViewerFollowsResolver {
  @FieldResolver(() => ProjectConnection, { description: 'The projects that the person follows, the last one first.' })
  followedProjects(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Project>> {
    return queries.listFollowed(context, page);
  }
}
