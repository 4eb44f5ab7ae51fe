/** What projects promised and what was measured, by project and for the city. */
export { cityTotalsReader } from './city-totals.js';
export { impactModule } from './module.js';
export { Measurement, MeasurementStatus } from './measurement.entity.js';
export { readActuals, recordMeasurement, verifyMeasurement } from './measurements.service.js';
