/** What projects promised and what was measured of it, by project and for the city. */
export { defineCityTopic } from './city-totals.js';
export { impactChecks } from './impact.checks.js';
export { ImpactResolver, IndicatorMeasurementsResolver, MeasurementResolver, MilestoneMeasurementsResolver } from './impact.resolver.js';
export { Measurement, MeasurementStatus } from './measurement.entity.js';
export { readActuals, recordMeasurement, verifyMeasurement } from './measurements.service.js';
