import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { defineLoader, type Services } from '../../context.js';
import { places } from '../../db/rows.js';
import { toFen } from '../../lib/money.js';
import { SafeInt } from '../../scalars.js';
import type { Project, ProjectCounters } from './project.entity.js';
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

  @Field(() => SafeInt, { description: 'The part of `pending` that keeps its place and can be counted on: promised by units and donors who have paid before, and within limits for some hours by others. Only this leaves less room below the goal.' })
  readonly pendingFirm: number;

  @Field(() => Int, { description: 'Distinct donors with a paid pledge.' })
  readonly backerCount: number;

  @Field(() => Int, { description: 'Paid pledges.' })
  readonly pledgeCount: number;

  @Field(() => Int, { description: 'Grows with every change; drop what is older than what you have.' })
  readonly version: number;

  /** Not public: whether anyone may see the project. */
  readonly isPublic: boolean;

  constructor(project: Pick<Project, 'id' | 'status' | 'goalFen' | 'isPublic'>, counters: Omit<ProjectCounters, 'projectId' | 'heldByStrangersFen'>) {
    this.projectId = project.id;
    this.status = project.status;
    this.goal = project.goalFen;
    this.raised = counters.raisedFen;
    this.matched = counters.matchedFen;
    this.pending = counters.pendingFen;
    this.pendingFirm = counters.heldFen;
    this.backerCount = counters.backerCount;
    this.pledgeCount = counters.pledgeCount;
    this.version = counters.version;
    this.isPublic = project.isPublic;
  }
}

/** The progress of several projects by their ids, in one statement: a status that is older than its version would stay on the screen. */
export async function readProgress(manager: EntityManager, projectIds: readonly string[]): Promise<Map<string, ProjectProgress>> {
  const rows = await manager.query<ProgressRow[]>(
    `SELECT p.id, p.status, p.goal_fen, p.is_public, c.raised_fen, c.matched_fen, c.pending_fen, c.held_fen, c.backer_count, c.pledge_count, c.version
     FROM project_counters c JOIN projects p ON p.id = c.project_id WHERE c.project_id IN ${places(projectIds)}`,
    [...projectIds],
  );
  return new Map(rows.map((row) => [row.id, new ProjectProgress(
    { id: row.id, status: row.status, goalFen: toFen(row.goal_fen), isPublic: Number(row.is_public) === 1 },
    {
      raisedFen: toFen(row.raised_fen), matchedFen: toFen(row.matched_fen), pendingFen: toFen(row.pending_fen), heldFen: toFen(row.held_fen),
      backerCount: toFen(row.backer_count), pledgeCount: toFen(row.pledge_count), version: toFen(row.version),
    },
  )]));
}

type StoredNumber = number | string;
type ProgressRow = Pick<Project, 'id' | 'status'> & Record<'goal_fen' | 'is_public' | 'raised_fen' | 'matched_fen' | 'pending_fen' | 'held_fen' | 'backer_count' | 'pledge_count' | 'version', StoredNumber>;

export const progressLoader = defineLoader<string, ProjectProgress>(async ({ db }, projectIds) => {
  const progress = await readProgress(db.read, projectIds);
  return projectIds.map((id) => progress.get(id)!);
});

/** The live topics: a project's id. */
export const PROJECT_TOPIC = 'project';

export const defineProjectTopics = ({ db, live }: Services): void =>
  live.define({ name: PROJECT_TOPIC, load: (projectIds) => readProgress(db.read, projectIds) });
