import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { namesOf } from '../identity/index.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { QueueArgs } from '../queues/index.js';
import { UnitChange, UnitStake } from './unit-change.entities.js';
import { UnitChangePart } from './unit-change-parts.entities.js';
import { seesInside } from './unit-changes.access.js';
import { UnitChangeConnection, UnitMergerInput, UnitSplitInput } from './unit-changes.inputs.js';
import * as queries from './unit-changes.queries.js';
import { unitChangeQueue } from './unit-changes.queues.js';
import { OPEN_STATES } from './unit-changes.rules.js';
import * as changes from './unit-changes.service.js';
import { askUnitSplit } from './unit-splits.service.js';
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

  @Query(() => [UnitStake], {
    description: 'What the split of a unit would mean for what it has, for its owners. Nothing is changed.',
  })
  unitSplitStakes(
    @Ctx() context: RequestContext,
    @Arg('organizationId', () => ID, { description: 'The unit out of which others are founded.' })
    organizationId: string,
  ): Promise<UnitStake[]> {
    return queries.previewSplit(context, organizationId);
  }

  @FieldResolver(() => Organization, { description: 'The unit that changes.' })
  async unit(@Ctx() context: RequestContext, @Root() { organizationId }: UnitChange): Promise<Organization> {
    return (await organizationLoader(context).load(organizationId))!;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The unit into which it is merged; null for a split.',
  })
  async into(@Ctx() context: RequestContext, @Root() { intoId }: UnitChange): Promise<Organization | null> {
    return intoId === null ? null : organizationLoader(context).load(intoId);
  }

  @FieldResolver(() => [UnitChangePart], { description: 'The units that a split founds; empty for a merger.' })
  parts(@Ctx() context: RequestContext, @Root() { id }: UnitChange): Promise<UnitChangePart[]> {
    return queries.partsLoader(context).load(id);
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
    const from = (await organizationLoader(context).load(change.organizationId))!;
    const into = change.intoId === null ? null : await organizationLoader(context).load(change.intoId);
    return describeStakes(context.db.read, context.language, from, into, context.clock.now());
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
      'Asks to found new units out of a unit and to move members and units below to them. Its owners may. An administrator who does not belong to it carries it out and so verifies the new names.',
  })
  askUnitSplit(
    @Ctx() context: RequestContext,
    @Arg('input', () => UnitSplitInput, { description: 'The new units, and why.' }) input: UnitSplitInput,
  ): Promise<UnitChange> {
    return askUnitSplit(context, input);
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

@Resolver(() => UnitChangePart)
export class UnitChangePartResolver {
  @FieldResolver(() => Organization, { nullable: true, description: 'The new unit; null until the split is done.' })
  async unit(@Ctx() context: RequestContext, @Root() part: UnitChangePart): Promise<Organization | null> {
    return part.organizationId === null ? null : organizationLoader(context).load(part.organizationId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name of who is to own it. Owners of the unit and administrators see it; null for others.',
  })
  async ownerName(@Ctx() context: RequestContext, @Root() part: UnitChangePart): Promise<string | null> {
    const change = (await queries.changeLoader(context).load(part.changeId))!;
    if (!(await seesInside(context, change))) return null;
    return (await namesOf(context, [part.ownerId])).get(part.ownerId) ?? null;
  }

  @FieldResolver(() => Int, { description: 'How many members move to it, its owner included.' })
  memberCount(@Ctx() context: RequestContext, @Root() part: UnitChangePart): Promise<number> {
    return queries.countMovers(context, part);
  }

  @FieldResolver(() => [Organization], { description: 'The units below the old one that move below it.' })
  children(@Ctx() context: RequestContext, @Root() part: UnitChangePart): Promise<Organization[]> {
    return queries.listMovingUnits(context, part);
  }
}

@Resolver(() => Organization)
export class OrganizationChangesResolver {
  @FieldResolver(() => [UnitChange], {
    description:
      'The mergers and splits in which the unit takes part, oldest first: into which unit it was merged and when, which units were merged into it, and what was founded out of it. What is not done, only owners of both units and administrators see.',
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
