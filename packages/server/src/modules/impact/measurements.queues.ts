import { rowsByKey } from '../../db/keyed-rows.js';
import { findByProject, Project } from '../projects/index.js';
import { defineQueue } from '../queues/index.js';
import { Measurement, MeasurementStatus } from './measurement.entity.js';
import { seeMeasurements, verifyMeasurements } from './impact.permissions.js';

export const measurementQueue = defineQueue<Measurement>({
  name: 'measurements',
  label: 'queue.measurements',
  path: '/review?tab=measurements',
  see: seeMeasurements,
  work: verifyMeasurements,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(Measurement, 'measurement')
      .innerJoin(Project, 'project', 'project.id = measurement.projectId')
      .where('measurement.status = :reported', { reported: MeasurementStatus.REPORTED }),
  find: findByProject,
  unit: 'project.organizationId',
  id: 'measurement.id',
  cameAt: 'measurement.recordedAt',
  load: ({ db }, ids) => rowsByKey(db.read, Measurement, 'id', ids),
});
