import { defineModule } from '../../module.js';
import { cityTopic } from './city-totals.js';
import { impactChecks } from './impact.checks.js';
import { impactMigrations } from './impact.migrations.js';
import {
  ImpactResolver,
  IndicatorMeasurementsResolver,
  MeasurementResolver,
  MilestoneMeasurementsResolver,
} from './impact.resolver.js';
import { measurementDutyMigrations } from './measurement-duties.migrations.js';
import { Measurement } from './measurement.entity.js';
import { seeMeasurements, verifyMeasurements } from './impact.permissions.js';
import { measurementQueue } from './measurements.queues.js';
import { impactTraceKinds } from './impact.trace.js';
import { impactInventory } from './impact.personal.js';

export const impactModule = defineModule({
  name: 'impact',
  inventory: impactInventory,
  entities: [Measurement],
  migrations: [...impactMigrations, ...measurementDutyMigrations],
  resolvers: [ImpactResolver, MeasurementResolver, IndicatorMeasurementsResolver, MilestoneMeasurementsResolver],
  checks: impactChecks,
  liveStates: (services) => [cityTopic(services)],
  permissions: [seeMeasurements, verifyMeasurements],
  queues: [measurementQueue],
  traceKinds: impactTraceKinds,
});
