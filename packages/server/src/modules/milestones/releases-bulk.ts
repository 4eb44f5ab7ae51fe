import { createHash } from 'node:crypto';
import { Field, ObjectType } from 'type-graphql';
import { In } from 'typeorm';
import { Bundle, bundle } from '../../bundle.js';
import { requirePermission, type RequestContext } from '../../context.js';
import { DomainError, conflict, invalidState, notFound } from '../../errors.js';
import { readId, readList, readOptionalText, readText } from '../../input.js';
import { needsOneSignature, OrderState, prepareOrders } from '../orders/index.js';
import { lockProject, Milestone, MilestoneStatus } from '../projects/index.js';
import { LIMITS } from './milestone.rules.js';
import { changeMilestone, prepareRelease } from './milestones.service.js';
import { deskOf, type VerifiedItem } from './release-desk.js';
import { ReleaseBlock, ReleaseState } from './release-standing.js';

@ObjectType({ description: 'What paying several verified stages would do now.' })
export class ReleasesPreview {
  @Field(() => Bundle, { description: 'Payments that one signature carries out at once.' })
  paid: Bundle;

  @Field(() => Bundle, { description: 'Payments that would be prepared and wait for a second signature.' })
  prepared: Bundle;

  @Field(() => Bundle, {
    description:
      'Payments that are left to a colleague: of units to which the viewer belongs, and of projects on which the viewer decided.',
  })
  leftToColleague: Bundle;

  @Field(() => Bundle, { description: 'Stages that nobody can pay now, or whose payment is already prepared.' })
  blocked: Bundle;

  @Field(() => String, {
    description: 'Identifies these payments. The act takes it and is refused when something has changed.',
  })
  version: string;
}

/** What becomes of the chosen stages. `pay` is in the order in which they are paid. */
interface Plan {
  readonly pay: readonly { readonly item: VerifiedItem; readonly state: OrderState.DONE | OrderState.PREPARED }[];
  readonly leftToColleague: readonly VerifiedItem[];
  readonly blocked: readonly { readonly amountFen: number }[];
}

/** Blocks that hold for this viewer and not for a colleague. */
const OF_VIEWER: readonly (ReleaseBlock | null)[] = [
  ReleaseBlock.OWN_UNIT,
  ReleaseBlock.DECIDED_BY_VIEWER,
  ReleaseBlock.NEEDS_TREASURER,
];

/**
 * Plans the payments in the order of their projects, in which they are locked. Each payment that one person makes uses
 * up the month's limits of its unit and of its account, so a later one may need a second signature.
 */
function planOf(items: readonly VerifiedItem[], paidAlready: readonly Milestone[]): Plan {
  const keyOf = ({ projectId, id }: VerifiedItem) => `${projectId} ${id}`;
  const inOrder = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const aloneOf = new Map<string, number>();
  const pay: Plan['pay'][number][] = [];
  for (const item of inOrder) {
    const { state, amountFen, aloneUpToFen } = item.standing;
    if (state !== ReleaseState.PAYABLE) continue;
    const sums = [...item.scopes].map(([scope, alone]) => [scope, aloneOf.get(scope) ?? alone] as const);
    const isAlone = sums.every(([, alone]) => needsOneSignature(amountFen, alone, aloneUpToFen));
    if (isAlone) for (const [scope, alone] of sums) aloneOf.set(scope, alone + amountFen);
    pay.push({ item, state: isAlone ? OrderState.DONE : OrderState.PREPARED });
  }
  const others = inOrder.filter(({ standing }) => standing.state !== ReleaseState.PAYABLE);
  const isLeft = ({ standing }: VerifiedItem) => OF_VIEWER.includes(standing.blockedBy);
  const blocked = others.filter((item) => !isLeft(item)).map(({ standing }) => standing);
  return { pay, leftToColleague: others.filter(isLeft), blocked: [...blocked, ...paidAlready] };
}

/** Returns a version of these payments. It changes when one of them gets another amount or another state. */
function versionOf({ pay }: Plan): string {
  const hash = createHash('sha256');
  for (const { item, state } of pay) hash.update(`${item.id} ${item.standing.amountFen} ${state}\n`);
  return hash.digest('hex').slice(0, 32);
}

async function readPlan(context: RequestContext, rawIds: readonly string[]): Promise<Plan> {
  const ids = readList('ids', rawIds, LIMITS.releases).map((id, index) => readId(`ids.${index}`, id));
  const desk = new Map((await deskOf(context, null)).map((item) => [item.id, item]));
  const others = ids.filter((id) => !desk.has(id));
  // A colleague may have paid a stage since the viewer ticked it.
  const paidAlready = await context.db.read.findBy(Milestone, {
    id: In(others),
    status: MilestoneStatus.RELEASED,
  });
  const missing = others.find((id) => !paidAlready.some((stage) => stage.id === id));
  if (missing !== undefined) throw notFound(`ids.${ids.indexOf(missing)}`);
  return planOf([...new Set(ids.flatMap((id) => desk.get(id) ?? []))], paidAlready);
}

/** Returns what paying these stages would do now. */
export async function previewReleases(context: RequestContext, rawIds: readonly string[]): Promise<ReleasesPreview> {
  const plan = await readPlan(context, rawIds);
  const sumOf = (items: readonly VerifiedItem[]) => bundle(items.map(({ standing }) => standing));
  const inState = (wanted: OrderState) =>
    sumOf(plan.pay.filter(({ state }) => state === wanted).map(({ item }) => item));
  return Object.assign(new ReleasesPreview(), {
    paid: inState(OrderState.DONE),
    prepared: inState(OrderState.PREPARED),
    leftToColleague: sumOf(plan.leftToColleague),
    blocked: bundle(plan.blocked),
    version: versionOf(plan),
  });
}

/**
 * Pays these stages exactly as the preview showed, all of them or none: each one is paid at once or prepared for a second
 * signature. Throws CONFLICT when one of them has changed since.
 */
export async function releaseMilestones(
  context: RequestContext,
  rawIds: readonly string[],
  rawBankReference: string | null | undefined,
  rawVersion: string,
): Promise<Milestone[]> {
  requirePermission(context, prepareOrders);
  const bankReference = readOptionalText('bankReference', rawBankReference, LIMITS.bankReference);
  const version = readText('version', rawVersion, { max: 64 });
  const plan = await readPlan(context, rawIds);
  if (versionOf(plan) !== version) throw conflict('milestone.bulkChanged', 'version');
  if (plan.pay.length === 0) throw invalidState('milestone.nothingPayable');
  return context.db.transact(async (tx) => {
    // All projects are locked before anything reads the time of the transaction.
    for (const { item } of plan.pay) await lockProject(context, tx, item.projectId);
    const paid: Milestone[] = [];
    for (const { item, state } of plan.pay)
      paid.push(
        await changeMilestone(context, tx, item, 'ids', async (_tx, project, milestone) => {
          // What the rules say under the lock has to be what was shown.
          const order = await prepareRelease(context, tx, project, milestone, bankReference).catch((error: unknown) => {
            throw error instanceof DomainError ? conflict('milestone.bulkChanged', 'version') : error;
          });
          if (order.state !== state || order.amountFen !== item.standing.amountFen)
            throw conflict('milestone.bulkChanged', 'version');
        }),
      );
    return paid;
  });
}
