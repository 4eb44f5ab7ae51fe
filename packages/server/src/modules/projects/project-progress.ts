import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { defineLoader, type Services } from '../../context.js';

import { toFen } from '../../lib/money.js';
import type { TopicKind } from '../../live/hub.js';
import { SafeInt } from '../../scalars.js';
import type { Project, ProjectCounters } from './project.entity.js';
import { ProjectStatus } from './project.enums.js';
import { sqlIn } from '../../db/rows.js';

@ObjectType({ description: 'The money and backers of a project now. The live subscription sends them.' })
export class ProjectProgress {
  @Field(() => ID, { description: 'Id of the project.' })
  readonly projectId: string;

  @Field(() => ProjectStatus, { description: 'The state of the project.' })
  readonly status: ProjectStatus;

  @Field(() => SafeInt, { description: 'The goal, in fen.' })
  readonly goal: number;

  @Field(() => SafeInt, { description: 'The money that was paid, in fen, matching money included.' })
  readonly raised: number;

  @Field(() => SafeInt, { description: 'The part of `raised` that match funds gave, in fen.' })
  readonly matched: number;

  @Field(() => SafeInt, { description: 'The amount that was pledged and is not paid, in fen.' })
  readonly pending: number;

  @Field(() => SafeInt, {
    description:
      'The part of `pending` that reserves its amount, in fen: promises of units and of donors who have paid before, and limited promises of others for some hours. Only this part reduces the room below the goal.',
  })
  readonly pendingFirm: number;

  @Field(() => Int, { description: 'The number of distinct donors with a paid pledge.' })
  readonly backerCount: number;

  @Field(() => Int, { description: 'The number of paid pledges.' })
  readonly pledgeCount: number;

  @Field(() => Int, { description: 'Grows with every change. A client ignores a version below the one that it has.' })
  readonly version: number;

  /** Whether anyone may see the project. This property is not public itself. */
  readonly isPublic: boolean;

  constructor(
    project: Pick<Project, 'id' | 'status' | 'goalFen' | 'isPublic'>,
    counters: Omit<ProjectCounters, 'projectId' | 'heldByStrangersFen'>,
  ) {
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

/**
 * Reads the progress of several projects in one statement and returns it by id. With separate statements a status could
 * be older than its version, and would stay on the screen.
 */
export async function readProgress(
  manager: EntityManager,
  projectIds: readonly string[],
): Promise<Map<string, ProjectProgress>> {
  const rows = await manager.query<ProgressRow[]>(
    `SELECT p.id, p.status, p.goal_fen, p.is_public, c.raised_fen, c.matched_fen, c.pending_fen, c.held_fen, c.backer_count, c.pledge_count, c.version
     FROM project_counters c JOIN projects p ON p.id = c.project_id WHERE ${sqlIn('c.project_id', projectIds)}`,
    [...projectIds],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      new ProjectProgress(
        { id: row.id, status: row.status, goalFen: toFen(row.goal_fen), isPublic: Number(row.is_public) === 1 },
        {
          raisedFen: toFen(row.raised_fen),
          matchedFen: toFen(row.matched_fen),
          pendingFen: toFen(row.pending_fen),
          heldFen: toFen(row.held_fen),
          backerCount: toFen(row.backer_count),
          pledgeCount: toFen(row.pledge_count),
          version: toFen(row.version),
        },
      ),
    ]),
  );
}

type StoredNumber = number | string;
type ProgressRow = Pick<Project, 'id' | 'status'> &
  Record<
    | 'goal_fen'
    | 'is_public'
    | 'raised_fen'
    | 'matched_fen'
    | 'pending_fen'
    | 'held_fen'
    | 'backer_count'
    | 'pledge_count'
    | 'version',
    StoredNumber
  >;

export const progressLoader = defineLoader<string, ProjectProgress>(async ({ db }, projectIds) => {
  const progress = await readProgress(db.read, projectIds);
  return projectIds.map((id) => progress.get(id)!);
});

/** The live topic. Its key is a project's id. */
export const PROJECT_TOPIC = 'project';

export const projectTopic = ({ db }: Services): TopicKind<ProjectProgress> => ({
  name: PROJECT_TOPIC,
  load: (projectIds) => readProgress(db.read, projectIds),
});
