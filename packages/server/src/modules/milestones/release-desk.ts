import { Field, Int, ObjectType } from 'type-graphql';
import { paginate, type Page } from '../../connection.js';
import { defineLoader, may, type RequestContext, requirePermission, type Services } from '../../context.js';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { readSearch } from '../../input.js';
import { toFen } from '../../lib/money.js';
import { searchPatterns } from '../../lib/search-text.js';
import { peopleBoundTo } from '../organizations/index.js';
import { type Decider, deciderOf, decidersOf, monthOf, seeOrders } from '../orders/index.js';
import { accountScope, unitsPaidTogether } from '../payee-accounts/index.js';
import { pageOfItems, type QueueArgs, type WaitingItem, type Worker } from '../queues/index.js';
import { FundingRule, Milestone, MilestoneStatus, Project, type ProjectStatus } from '../projects/index.js';
import { Release } from './milestone.entities.js';
import { stagePayments, UNDER_WAY } from './milestone.rules.js';
import { milestoneLoader, releaseLoader } from './milestones.queries.js';
import { ReleaseStanding, ReleaseState, standingOf, type StageFacts } from './release-standing.js';
import { payeeScope, stageRelease } from './stage-order.js';

@ObjectType({ description: 'The number of stages in each state for the viewer.' })
export class ReleaseCounts {
  @Field(() => Int, { description: 'Stages that the viewer can pay or prepare now.' })
  payable: number;

  @Field(() => Int, { description: 'Stages whose payment the viewer may sign.' })
  toSign: number;

  @Field(() => Int, { description: 'Stages whose payment the viewer prepared and others have to sign.' })
  waiting: number;

  @Field(() => Int, { description: 'Stages that the viewer cannot pay or sign now.' })
  blocked: number;

  @Field(() => Int, { description: 'Stages that are paid.' })
  paid: number;
}

/** A verified stage of the desk. */
export interface VerifiedItem extends WaitingItem {
  readonly projectId: string;
  /** What single persons have paid this month within each scope whose limit holds for the payment, in fen. */
  readonly scopes: ReadonlyMap<string, number>;
  readonly standing: ReleaseStanding;
}

interface VerifiedStage {
  id: string;
  project_id: string;
  organization_id: string;
  status: ProjectStatus;
  funding_rule: FundingRule;
  goal_fen: number | string;
  raised_fen: number | string;
  verified_at: Date | string;
  unit_alone_fen: number | string | null;
  account_alone_fen: number | string | null;
  number_id: string | null;
  prepared_by_id: string | null;
  payee_id: string | null;
  prepared_payee_id: string | null;
}

type ProjectStage = {
  id: string;
  project_id: string;
  budget_fen: number | string;
  paid_fen: number | string | null;
  released_at: unknown;
};

const VERIFIED = "m.status = 'VERIFIED'";

/** Groups rows by key. */
function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

const payeeFault = (stage: VerifiedStage, isDemanded: boolean): StageFacts['payee'] => {
  if (stage.prepared_by_id !== null) return stage.payee_id === stage.prepared_payee_id ? null : 'CHANGED';
  return isDemanded && stage.payee_id === null ? 'MISSING' : null;
};

/** Reads every verified stage and its state for one viewer. It takes six queries, however many stages there are. */
async function readDesk(
  { db, env, clock }: Services,
  viewer: Decider,
  search: string | null,
): Promise<readonly VerifiedItem[]> {
  const patterns = search === null ? [] : searchPatterns(search);
  const named = patterns.map(() => "AND p.search_text LIKE ? ESCAPE '!'").join(' ');
  const stages = await db.read.query<VerifiedStage[]>(
    `SELECT m.id, m.project_id, p.organization_id, p.status, p.funding_rule, p.goal_fen, c.raised_fen, o.prepared_by_id,
       (SELECT MAX(r.reviewed_at) FROM milestone_reports r WHERE r.milestone_id = m.id) AS verified_at,
       (SELECT a.alone_fen FROM order_months a WHERE a.limit_scope = CONCAT('payee:', p.organization_id) AND a.month = ?) AS unit_alone_fen,
       (SELECT a.alone_fen FROM order_months a WHERE a.limit_scope = CONCAT('account:', y.number_id) AND a.month = ?) AS account_alone_fen,
       y.id AS payee_id, y.number_id, r.payee_account_id AS prepared_payee_id
     FROM milestones m JOIN projects p ON p.id = m.project_id JOIN project_counters c ON c.project_id = p.id
     LEFT JOIN orders o ON o.subject_id = m.id AND o.kind = 'STAGE_RELEASE' AND o.state = 'PREPARED'
     LEFT JOIN releases r ON r.milestone_id = m.id
     LEFT JOIN payee_accounts y ON y.organization_id = p.organization_id AND y.state = 'CURRENT'
     WHERE ${VERIFIED} ${named}`,
    [monthOf(clock.now()), monthOf(clock.now()), ...patterns],
  );
  const siblings = await db.read.query<ProjectStage[]>(
    `SELECT s.id, s.project_id, s.amount_fen AS budget_fen, r.amount_fen AS paid_fen, r.released_at FROM milestones s LEFT JOIN releases r ON r.milestone_id = s.id
     WHERE s.project_id IN (SELECT m.project_id FROM milestones m WHERE ${VERIFIED}) ORDER BY s.project_id, s.position`,
  );
  const deciders = await decidersOf(
    db.read,
    stages.map(({ project_id }) => project_id),
  );
  const together = await unitsPaidTogether(
    db.read,
    stages.map(({ organization_id }) => organization_id),
  );
  const membersOf = await peopleBoundTo(db.read, [...together.values()].flat(), clock.now());
  const stagesOf = groupedBy(siblings, ({ project_id }) => project_id);
  return stages.map((stage) => {
    const ofProject = stagesOf.get(stage.project_id)!;
    const place = ofProject.findIndex(({ id }) => id === stage.id);
    const money = { goalFen: toFen(stage.goal_fen), raisedFen: toFen(stage.raised_fen) };
    const payments = stagePayments(
      ofProject.map(({ budget_fen, paid_fen }) => ({
        budgetFen: toFen(budget_fen),
        releasedFen: paid_fen === null ? null : toFen(paid_fen),
      })),
      money,
    );
    const scopes = new Map([
      [payeeScope(stage.organization_id), toFen(stage.unit_alone_fen ?? 0)],
      ...(stage.number_id === null
        ? []
        : [[accountScope(stage.number_id), toFen(stage.account_alone_fen ?? 0)] as const]),
    ]);
    const isPaid = ({ released_at }: ProjectStage) => released_at !== null;
    const standing = standingOf(
      {
        isUnderWay: UNDER_WAY.includes(stage.status),
        waitsForGoal: stage.funding_rule === FundingRule.ALL_OR_NOTHING && money.raisedFen < money.goalFen,
        earlierAreReleased: ofProject.slice(0, place).every(isPaid),
        amountFen: payments[place]!,
        balanceFen: money.raisedFen - ofProject.filter(isPaid).reduce((sum, { paid_fen }) => sum + toFen(paid_fen!), 0),
        aloneFen: Math.max(...scopes.values()),
        aloneUpToFen: env.releaseSecondSignatureFen,
        duties: {
          unitMembers: new Set(together.get(stage.organization_id)!.flatMap((id) => [...membersOf.get(id)!])),
          excluded: deciders.get(stage.project_id)!,
        },
        payee: payeeFault(stage, env.payeeAccountsDemanded),
        prepared: stage.prepared_by_id === null ? null : { preparedById: stage.prepared_by_id },
      },
      viewer,
    );
    // A stage is as old as its verification.
    return {
      id: stage.id,
      projectId: stage.project_id,
      scopes,
      cameAt: fromSqlTime(stage.verified_at),
      deadline: null,
      amountFen: standing.amountFen,
      standing,
    };
  });
}

/** Loads the desk once for all fields of a request, by viewer and search text. */
const deskLoader = defineLoader<string, readonly VerifiedItem[]>((services, keys) =>
  Promise.all(
    keys.map((key) => {
      const { viewer, search } = JSON.parse(key) as { viewer: Decider; search: string | null };
      return readDesk(services, viewer, search);
    }),
  ),
);

/** Returns all verified stages as the viewer sees them, or those of the projects that the search finds. */
export const deskOf = (context: RequestContext, search: string | null): Promise<readonly VerifiedItem[]> =>
  deskLoader(context).load(
    JSON.stringify({ viewer: deciderOf(requirePermission(context, seeOrders), stageRelease), search }),
  );

/** Returns the stages that the person can pay or prepare now. */
export async function listPayableStages(
  services: Services,
  worker: Worker,
  search: string | null,
): Promise<readonly WaitingItem[]> {
  const desk = await readDesk(services, deciderOf(worker, stageRelease), search);
  return desk.filter(({ standing }) => standing.state === ReleaseState.PAYABLE);
}

function paidStages(context: RequestContext, search: string | null) {
  const query = context.db.read.createQueryBuilder(Release, 'release').where('release.releasedAt IS NOT NULL');
  const patterns = search === null ? [] : searchPatterns(search);
  if (patterns.length > 0) query.innerJoin(Project, 'project', 'project.id = release.projectId');
  patterns.forEach((pattern, index) =>
    query.andWhere(`project.searchText LIKE :pattern${index} ESCAPE '!'`, { [`pattern${index}`]: pattern }),
  );
  return query;
}

/**
 * Returns verified stages, or those in a state, for the treasurer's desk. Stages that are paid come newest first, in
 * whatever order others are asked for.
 */
export async function listReleases(
  context: RequestContext,
  state: ReleaseState | null,
  args: QueueArgs,
): Promise<Page<Milestone>> {
  requirePermission(context, seeOrders);
  const search = readSearch(args.search);
  if (state !== ReleaseState.PAID) {
    const desk = await deskOf(context, search);
    const items = state === null ? desk : desk.filter(({ standing }) => standing.state === state);
    return pageOfItems(items, args, (ids) => milestoneLoader(context).loadMany(ids));
  }
  const page = await paginate(
    paidStages(context, search),
    [
      { column: 'release.releasedAt', of: ({ releasedAt }) => sqlTime(releasedAt!), direction: 'DESC' },
      { column: 'release.milestoneId', of: ({ milestoneId }) => milestoneId, direction: 'DESC' },
    ],
    args,
  );
  const nodes = await milestoneLoader(context).loadMany(page.edges.map(({ node }) => node.milestoneId));
  return { ...page, edges: page.edges.map(({ cursor }, index) => ({ cursor, node: nodes[index]! })) };
}

/** Returns how many stages are in each state for the viewer. */
export async function countReleases(context: RequestContext, rawSearch: string | null): Promise<ReleaseCounts> {
  requirePermission(context, seeOrders);
  const search = readSearch(rawSearch);
  const desk = await deskOf(context, search);
  const count = (state: ReleaseState) => desk.filter(({ standing }) => standing.state === state).length;
  return Object.assign(new ReleaseCounts(), {
    payable: count(ReleaseState.PAYABLE),
    toSign: count(ReleaseState.TO_SIGN),
    waiting: count(ReleaseState.WAITING),
    blocked: count(ReleaseState.BLOCKED),
    paid: await paidStages(context, search).getCount(),
  });
}

/**
 * Returns the state of a stage's payment for the viewer. Null for viewers without `seeOrders`, and for stages that are
 * not verified.
 */
export async function releaseStanding(context: RequestContext, milestone: Milestone): Promise<ReleaseStanding | null> {
  if (!may(context, seeOrders)) return null;
  if (milestone.status === MilestoneStatus.VERIFIED)
    return (await deskOf(context, null)).find(({ id }) => id === milestone.id)?.standing ?? null;
  const release = await releaseLoader(context).load(milestone.id);
  if (milestone.status !== MilestoneStatus.RELEASED || release === null) return null;
  return Object.assign(new ReleaseStanding(), {
    state: ReleaseState.PAID,
    blockedBy: null,
    amountFen: release.amountFen,
    balanceFen: 0,
    needsSecond: false,
    aloneFen: 0,
    aloneUpToFen: context.env.releaseSecondSignatureFen,
  });
}
