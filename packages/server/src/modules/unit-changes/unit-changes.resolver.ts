import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { QueueArgs } from '../queues/index.js';
import { UnitChange, UnitStake } from './unit-change.entities.js';
import { seesInside } from './unit-changes.access.js';
import { UnitChangeConnection, UnitMergerInput } from './unit-changes.inputs.js';
import * as queries from './unit-changes.queries.js';
import { unitChangeQueue } from './unit-changes.queues.js';
import { OPEN_STATES } from './unit-changes.rules.js';
import * as changes from './unit-changes.service.js';
import { describeStakes } from './unit-changes.stakes.js';

@Resolver(() => UnitChange)
export class UnitChangeResolver {
  @Query(() => UnitChangeConnection, {
    description: 'Changes of units that wait for an administrator. Only administrators see them.',
  })
  async unitChangeQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<UnitChange>> {
    return unitChangeQueue.list(context, args);
  }

  @Query(() => [UnitStake], {
    description: 'What the merger of a unit into another would mean, for its owners. Nothing is changed.',
  })
  unitMergerStakes(
    @Ctx() context: RequestContext,
    @Arg('organizationId', () => ID, { description: 'The unit that is to be merged.' }) organizationId: string,
    @Arg('intoId', () => ID, { description: 'The unit into which it is merged.' }) intoId: string,
  ): Promise<UnitStake[]> {
    return queries.previewMerger(context, organizationId, intoId);
  }

  @FieldResolver(() => Organization, { description: 'The unit that changes.' })
  async unit(@Ctx() context: RequestContext, @Root() { organizationId }: UnitChange): Promise<Organization> {
    return (await organizationLoader(context).load(organizationId))!;
  }

  @FieldResolver(() => Organization, { description: 'The unit into which it is merged.' })
  async into(@Ctx() context: RequestContext, @Root() { intoId }: UnitChange): Promise<Organization> {
    return (await organizationLoader(context).load(intoId))!;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why the unit asks. Owners of both units and administrators see it; null for others.',
  })
  async reason(@Ctx() context: RequestContext, @Root() change: UnitChange): Promise<string | null> {
    return (await seesInside(context, change)) ? change.reason : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why it was done or refused. Owners of both units and administrators see it; null for others.',
  })
  async decisionReason(@Ctx() context: RequestContext, @Root() change: UnitChange): Promise<string | null> {
    return (await seesInside(context, change)) ? change.decisionReason : null;
  }

  @FieldResolver(() => [UnitStake], {
    description: 'What it means for the things of the unit, while it can be decided; afterwards empty.',
  })
  async stakes(@Ctx() context: RequestContext, @Root() change: UnitChange): Promise<UnitStake[]> {
    if (!OPEN_STATES.includes(change.state)) return [];
    const [from, into] = await organizationLoader(context).loadMany([change.organizationId, change.intoId]);
    const units = [from, into] as [Organization, Organization];
    return describeStakes(context.db.read, context.language, ...units, context.clock.now());
  }

  @Mutation(() => UnitChange, {
    description:
      'Asks to merge a unit into another. Its owners may. INVALID_STATE while it has unfinished projects or other things to settle first.',
  })
  askUnitMerger(
    @Ctx() context: RequestContext,
    @Arg('input', () => UnitMergerInput, { description: 'The two units, and why.' }) input: UnitMergerInput,
  ): Promise<UnitChange> {
    return changes.askUnitMerger(context, input);
  }

  @Mutation(() => UnitChange, {
    description:
      'Decides on the change of a unit. First an owner of the other unit consents, then an administrator of neither unit carries it out. With `accepted: false` these refuse it, and an owner of the unit that asks withdraws it.',
  })
  decideUnitChange(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the change.' }) id: string,
    @Arg('accepted', () => Boolean, { description: 'True consents or carries it out, false does not.' })
    accepted: boolean,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'At most 500 characters. It is required for a refusal, and when an administrator decides.',
    })
    reason: string | null,
  ): Promise<UnitChange> {
    return changes.decideUnitChange(context, id, accepted, reason);
  }
}

@Resolver(() => Organization)
export class OrganizationChangesResolver {
  @FieldResolver(() => [UnitChange], {
    description:
      'The mergers in which the unit takes part, oldest first: into which unit it was merged and when, and which units were merged into it. What is not done, only owners of both units and administrators see.',
  })
  changes(@Ctx() context: RequestContext, @Root() unit: Organization): Promise<UnitChange[]> {
    return queries.listChangesOf(context, unit);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The open unit that now stands for a merged one, over any number of mergers; null while it exists.',
  })
  async successor(@Ctx() context: RequestContext, @Root() { successorId }: Organization): Promise<Organization | null> {
    return successorId === null ? null : organizationLoader(context).load(successorId);
  }
}
