import { Arg, Args, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Indicator, Milestone, Project, projectLoader } from '../projects/index.js';
import { CITY_TOPIC, cityTotalsReader, THE_CITY } from './city-totals.js';
import {
  CityTotals,
  ImpactDimension,
  ImpactFilter,
  ImpactGroup,
  ImpactSummary,
  MeasurementConnection,
  RecordMeasurementInput,
} from './impact.inputs.js';
import { breakDownImpact, summarizeImpact } from './impact.queries.js';
import { Measurement } from './measurement.entity.js';
import * as measurements from './measurements.service.js';
import { measurementQueue } from './measurements.queues.js';
import { QueueArgs } from '../queues/index.js';

@Resolver()
export class ImpactResolver {
  @Query(() => ImpactSummary, { description: 'The impact of all public projects, computed from records.' })
  impactSummary(
    @Ctx() context: RequestContext,
    @Arg('filter', () => ImpactFilter, { nullable: true, description: 'Which projects and days.' })
    filter?: ImpactFilter,
  ): Promise<ImpactSummary> {
    return summarizeImpact(context, filter);
  }

  @Query(() => [ImpactGroup], {
    description: 'The impact by group: years in order, other groups by money, the largest first.',
  })
  impactBreakdown(
    @Ctx() context: RequestContext,
    @Arg('by', () => ImpactDimension, { description: 'The dimension to group by.' }) by: ImpactDimension,
    @Arg('filter', () => ImpactFilter, { nullable: true, description: 'Which projects and days.' })
    filter?: ImpactFilter,
  ): Promise<ImpactGroup[]> {
    return breakDownImpact(context, by, filter);
  }

  @Query(() => CityTotals, { description: "The city's figures now." })
  cityTotals(@Ctx() context: RequestContext): Promise<CityTotals> {
    return cityTotalsReader(context)();
  }

  @Subscription(() => CityTotals, {
    name: 'cityTotals',
    description: "Sends the city's figures at once, and again within a second of every change.",
    subscribe: ({ context }) => (context as RequestContext).live.subscribe<CityTotals>(CITY_TOPIC, THE_CITY),
  })
  watchCityTotals(@Root() totals: CityTotals): CityTotals {
    return totals;
  }
}

@Resolver(() => Measurement)
export class MeasurementResolver {
  @Query(() => MeasurementConnection, {
    description: 'Measurements that wait for a decision, the first one that came first. Only reviewers see them.',
  })
  async measurementQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<Measurement>> {
    return measurementQueue.list(context, args);
  }

  @FieldResolver(() => Indicator, { description: 'The indicator that was measured.' })
  async indicator(@Ctx() context: RequestContext, @Root() measurement: Measurement): Promise<Indicator | null> {
    return measurements.indicatorLoader(context).load(measurement.indicatorId);
  }

  @FieldResolver(() => Project, { description: 'The project of the indicator.' })
  async project(@Ctx() context: RequestContext, @Root() measurement: Measurement): Promise<Project | null> {
    return projectLoader(context).load(measurement.projectId);
  }

  @Mutation(() => Measurement, {
    description:
      'Records a measurement. It counts after a reviewer has verified it. Only editors of the organisation may do it.',
  })
  recordMeasurement(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordMeasurementInput, { description: 'The measurement.' }) input: RecordMeasurementInput,
  ): Promise<Measurement> {
    return measurements.recordMeasurement(context, input);
  }

  @Mutation(() => Measurement, {
    description:
      'Accepts or rejects a reported measurement. Only reviewers who do not belong to the organisation may do it.',
  })
  verifyMeasurement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the measurement.' }) id: string,
    @Arg('accepted', () => Boolean, { description: 'Whether the measurement counts.' }) accepted: boolean,
    @Arg('comment', () => String, {
      nullable: true,
      description: 'The reason, up to 500 characters. It is required when the measurement is rejected.',
    })
    comment?: string,
  ): Promise<Measurement> {
    return measurements.verifyMeasurement(context, id, accepted, comment);
  }
}

/** Fields that impact adds to `Indicator`. */
@Resolver(() => Indicator)
export class IndicatorMeasurementsResolver {
  @FieldResolver(() => Float, { description: "The sum of the indicator's verified measurements, in its unit." })
  actual(@Ctx() context: RequestContext, @Root() indicator: Indicator): Promise<number> {
    return measurements.actualLoader(context).load(indicator.id);
  }

  @FieldResolver(() => [Measurement], {
    description: 'Verified measurements, oldest first. Members and reviewers also see the other ones.',
  })
  measurements(@Ctx() context: RequestContext, @Root() indicator: Indicator): Promise<Measurement[]> {
    return measurements.listMeasurements(context, indicator);
  }
}

/** Fields that impact adds to `Milestone`: measurements show what a stage delivered. */
@Resolver(() => Milestone)
export class MilestoneMeasurementsResolver {
  @FieldResolver(() => [Measurement], {
    description:
      'Verified measurements from the time of this stage, oldest first. Empty before the stage itself is verified.',
  })
  async measurements(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<Measurement[]> {
    return (await measurements.measuredLoader(context).load(milestone.projectId)).get(milestone.id) ?? [];
  }
}
