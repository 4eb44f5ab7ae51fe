import { Field, ID, Int, ObjectType } from 'type-graphql';
import { In, type EntityManager } from 'typeorm';
import { defineLoader, type Services } from '../../context.js';
import { SafeInt } from '../../scalars.js';
import { Project, ProjectCounters } from './project.entity.js';
import { ProjectStatus } from './project.enums.js';

@ObjectType({ description: 'A project\'s money and backers now; what the live subscription sends.' })
export class ProjectProgress {
  @Field(() => ID, { description: 'Id of the project.' })
  readonly projectId: string;

  @Field(() => ProjectStatus, { description: 'Where the project stands.' })
  readonly status: ProjectStatus;

  @Field(() => SafeInt, { description: 'What it needs, in fen.' })
  readonly goal: number;

  @Field(() => SafeInt, { description: 'What was paid, in fen, matching included.' })
  readonly raised: number;

  @Field(() => SafeInt, { description: 'The part of `raised` that match funds gave.' })
  readonly matched: number;

  @Field(() => SafeInt, { description: 'Pledged and not yet paid, in fen.' })
  readonly pending: number;

  @Field(() => Int, { description: 'Distinct donors with a paid pledge.' })
  readonly backerCount: number;

  @Field(() => Int, { description: 'Paid pledges.' })
  readonly pledgeCount: number;

  @Field(() => Int, { description: 'Grows with every change; drop what is older than what you have.' })
  readonly version: number;

  /** Not public: whether anyone may see the project. */
  readonly isPublic: boolean;

  constructor(project: Project, counters: ProjectCounters) {
    this.projectId = project.id;
    this.status = project.status;
    this.goal = project.goalFen;
    this.raised = counters.raisedFen;
    this.matched = counters.matchedFen;
    this.pending = counters.pendingFen;
    this.backerCount = counters.backerCount;
    this.pledgeCount = counters.pledgeCount;
    this.version = counters.version;
    this.isPublic = project.isPublic;
  }
}

/** The progress of several projects by their ids. */
export async function readProgress(manager: EntityManager, projectIds: readonly string[]): Promise<Map<string, ProjectProgress>> {
  // Counters first: a status that is newer than its version is sent again, one that is older would stay on the screen.
  const counters = await manager.findBy(ProjectCounters, { projectId: In(projectIds) });
  const projects = new Map((await manager.findBy(Project, { id: In(projectIds) })).map((project) => [project.id, project]));
  return new Map(counters.flatMap((row) => {
    const project = projects.get(row.projectId);
    return project === undefined ? [] : [[row.projectId, new ProjectProgress(project, row)]];
  }));
}

export const progressLoader = defineLoader<string, ProjectProgress>(async ({ db }, projectIds) => {
  const progress = await readProgress(db.read, projectIds);
  return projectIds.map((id) => progress.get(id)!);
});

/** The live topics: a project's id. */
export const PROJECT_TOPIC = 'project';

export const defineProjectTopics = ({ db, live }: Services): void =>
  live.define({ name: PROJECT_TOPIC, load: (projectIds) => readProgress(db.read, projectIds) });
