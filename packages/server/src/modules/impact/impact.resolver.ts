import { Arg, Args, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Indicator, Milestone, Project, projectLoader } from '../projects/index.js';
import { CITY_TOPIC, cityTotalsReader, THE_CITY } from './city-totals.js';
import { CityTotals, ImpactDimension, ImpactFilter, ImpactGroup, ImpactSummary, MeasurementConnection, RecordMeasurementInput } from './impact.inputs.js';
import { breakDownImpact, summarizeImpact } from './impact.queries.js';
import { Measurement } from './measurement.entity.js';
import * as measurements from './measurements.service.js';

@Resolver()
export class ImpactResolver {
  @Query(() => ImpactSummary, { description: 'The impact of all public projects, computed from records.' })
  impactSummary(
    @Ctx() context: RequestContext,
    @Arg('filter', () => ImpactFilter, { nullable: true, description: 'Which projects and days.' }) filter?: ImpactFilter,
  ): Promise<ImpactSummary> {
    return summarizeImpact(context, filter);
  }

  @Query(() => [ImpactGroup], { description: 'The same by group: years in order, others by money, most first.' })
  impactBreakdown(
    @Ctx() context: RequestContext,
    @Arg('by', () => ImpactDimension, { description: 'By what.' }) by: ImpactDimension,
    @Arg('filter', () => ImpactFilter, { nullable: true, description: 'Which projects and days.' }) filter?: ImpactFilter,
  ): Promise<ImpactGroup[]> {
    return breakDownImpact(context, by, filter);
  }

  @Query(() => CityTotals, { description: 'The city\'s figures now.' })
  cityTotals(@Ctx() context: RequestContext): Promise<CityTotals> {
    return cityTotalsReader(context)();
  }

  @Subscription(() => CityTotals, {
    name: 'cityTotals',
    description: 'Sends the city\'s figures at once, then every change within a second.',
    subscribe: ({ context }) => (context as RequestContext).live.subscribe<CityTotals>(CITY_TOPIC, THE_CITY),
  })
  watchCityTotals(@Root() totals: CityTotals): CityTotals {
    return totals;
  }
}

@Resolver(() => Measurement)
export class MeasurementResolver {
  @Query(() => MeasurementConnection, { description: 'Measurements that wait for a decision, first come first. Reviewers only.' })
  async measurementQueue(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Measurement>> {
    return measurements.listMeasurementQueue(context, page);
  }

  @FieldResolver(() => Indicator, { description: 'What it measures.' })
  async indicator(@Ctx() context: RequestContext, @Root() measurement: Measurement): Promise<Indicator | null> {
    return measurements.indicatorLoader(context).load(measurement.indicatorId);
  }

  @FieldResolver(() => Project, { description: 'The project it is of.' })
  async project(@Ctx() context: RequestContext, @Root() measurement: Measurement): Promise<Project | null> {
    return projectLoader(context).load(measurement.projectId);
  }

  @Mutation(() => Measurement, { description: 'Records what was measured; it counts once verified. Editors of the organisation.' })
  recordMeasurement(@Ctx() context: RequestContext, @Arg('input', () => RecordMeasurementInput, { description: 'The measurement.' }) input: RecordMeasurementInput): Promise<Measurement> {
    return measurements.recordMeasurement(context, input);
  }

  @Mutation(() => Measurement, { description: 'Accepts or rejects a reported measurement. Reviewers who do not belong to the organisation.' })
  verifyMeasurement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the measurement.' }) id: string,
    @Arg('accepted', () => Boolean, { description: 'Whether it counts.' }) accepted: boolean,
    @Arg('comment', () => String, { nullable: true, description: 'Why; needed when it is rejected. Up to 500 characters.' }) comment?: string,
  ): Promise<Measurement> {
    return measurements.verifyMeasurement(context, id, accepted, comment);
  }
}

/** What measuring adds to the type upstream of it. */
@Resolver(() => Indicator)
export class IndicatorMeasurementsResolver {
  @FieldResolver(() => Float, { description: 'The sum of its verified measurements.' })
  actual(@Ctx() context: RequestContext, @Root() indicator: Indicator): Promise<number> {
    return measurements.actualLoader(context).load(indicator.id);
  }

  @FieldResolver(() => [Measurement], { description: 'Verified measurements, oldest first; members and reviewers see the others, too.' })
  measurements(@Ctx() context: RequestContext, @Root() indicator: Indicator): Promise<Measurement[]> {
    return measurements.listMeasurements(context, indicator);
  }
}

/** And to the stages: what was measured is what they delivered. */
@Resolver(() => Milestone)
export class MilestoneMeasurementsResolver {
  @FieldResolver(() => [Measurement], { description: 'What was measured while it was worked on and is verified, oldest first; nothing before the stage itself is verified.' })
  async measurements(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<Measurement[]> {
    return (await measurements.measuredLoader(context).load(milestone.projectId)).get(milestone.id) ?? [];
  }
}
