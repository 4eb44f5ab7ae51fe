import type { EntityManager } from 'typeorm';
import { defineLoader, mayIn, type RequestContext, requirePermission, requireViewer } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { shanghaiDay } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { recordOnce } from '../../recorded-once.js';
import { Duty, takeDuty } from '../orders/index.js';
import { readVerifications } from '../milestones/index.js';
import { isMemberOf } from '../organizations/index.js';
import { Indicator, lockProject, PROJECT, projectLoader, requireEditor, requireReviewer } from '../projects/index.js';
import type { RecordMeasurementInput } from './impact.inputs.js';
import { decide, measuredByStage, readMeasurement, refuseMeasuring } from './impact.rules.js';
import { Measurement, MeasurementStatus } from './measurement.entity.js';
import { measurementQueue } from './measurements.queues.js';
import { seeMeasurements, verifyMeasurements } from './impact.permissions.js';
import { record } from '../trace/index.js';
import { measurementDecided } from './impact.trace.js';
import { sqlIn } from '../../db/rows.js';

/** Records a measurement of the implementer. It counts when a reviewer has verified it. */
export async function recordMeasurement(context: RequestContext, input: RecordMeasurementInput): Promise<Measurement> {
  const { userId } = requireViewer(context);
  const indicator = await context.db.read.findOneBy(Indicator, { id: readId('indicatorId', input.indicatorId) });
  if (indicator === null) throw notFound('indicatorId');
  await requireEditor(context, indicator.projectId, 'indicatorId');
  const content = readMeasurement(input, context.clock.now());
  const record = async (tx: Tx): Promise<Measurement> => {
    const project = await lockProject(context, tx, indicator.projectId);
    if (project === null) throw notFound('indicatorId');
    const refusal = refuseMeasuring(project.status);
    if (refusal !== null) throw refusal;
    const measurement = tx.manager.create(Measurement, {
      id: newId(tx.now),
      indicatorId: indicator.id,
      projectId: project.id,
      ...content,
      measuredDay: shanghaiDay(content.on),
      status: MeasurementStatus.REPORTED,
      comment: null,
      recordedAt: tx.now,
      recordedById: userId,
      reviewedById: null,
      reviewedAt: null,
    });
    await tx.manager.insert(Measurement, measurement);
    tx.changed(measurementQueue.topic);
    tx.changed(PROJECT.of(project.id));
    return measurement;
  };
  const { recorded } = await recordOnce(context, {
    operation: 'recordMeasurement',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(Measurement, { id }),
    record,
  });
  return recorded;
}

/** Accepts or rejects a reported measurement, by a reviewer who has nothing to do with the project's money. */
export async function verifyMeasurement(
  context: RequestContext,
  rawId: string,
  accepted: boolean,
  comment: string | null | undefined,
): Promise<Measurement> {
  const { userId } = requirePermission(context, verifyMeasurements);
  const found = await context.db.read.findOneBy(Measurement, { id: readId('id', rawId) });
  if (found === null) throw notFound('id');
  await requireReviewer(context, found.projectId, 'id');
  return context.db.transact(async (tx) => {
    const measurement = await tx.lock(Measurement, { id: found.id });
    if (measurement === null) throw notFound('id');
    const outcome = decide(measurement.status, accepted, comment);
    await takeDuty(tx, measurement.projectId, userId, Duty.DECIDES);
    const decided = { ...outcome, reviewedById: userId, reviewedAt: tx.now };
    await tx.manager.update(Measurement, { id: measurement.id }, decided);
    record(tx, context, measurementDecided, {
      subject: measurement.id,
      after: { status: decided.status },
      reason: comment,
    });
    tx.changed(measurementQueue.topic);
    tx.changed(PROJECT.of(measurement.projectId));
    return Object.assign(measurement, decided);
  });
}

/** Loads all measurements of each indicator, oldest first. */
const measurementsLoader = defineLoader<string, Measurement[]>(({ db }, indicatorIds) =>
  groupRows(db.read, Measurement, 'indicatorId', indicatorIds, 'id'),
);

/**
 * Returns an indicator's measurements. Everybody sees verified ones. Members and viewers with `seeMeasurements` see the
 * others, too.
 */
export async function listMeasurements(context: RequestContext, indicator: Indicator): Promise<Measurement[]> {
  const measurements = await measurementsLoader(context).load(indicator.id);
  const project = await projectLoader(context).load(indicator.projectId);
  const insider =
    project !== null &&
    ((await mayIn(context, seeMeasurements, project.organizationId)) ||
      (await isMemberOf(context, project.organizationId)));
  return insider ? measurements : measurements.filter(({ status }) => status === MeasurementStatus.VERIFIED);
}

/** Loads the verified measurements of each project, grouped by the stage during which they were taken. */
export const measuredLoader = defineLoader<string, ReadonlyMap<string, Measurement[]>>(async (services, projectIds) => {
  const measured = await groupRows(services.db.read, Measurement, 'projectId', projectIds, 'measured_at, id');
  const stages = await readVerifications(services, projectIds);
  return measured.map((ofProject, index) =>
    measuredByStage(
      ofProject.filter(({ status }) => status === MeasurementStatus.VERIFIED),
      stages[index]!,
    ),
  );
});

/** Returns the verified result of each indicator so far. */
export async function readActuals(
  manager: EntityManager,
  indicatorIds: readonly string[],
): Promise<Map<string, number>> {
  if (indicatorIds.length === 0) return new Map();
  const rows = await manager.query<{ indicator_id: string; total: number }[]>(
    `SELECT indicator_id, SUM(value) AS total FROM measurements WHERE status = 'VERIFIED' AND ${sqlIn('indicator_id', indicatorIds)} GROUP BY indicator_id`,
    [...indicatorIds],
  );
  return new Map(rows.map((row) => [row.indicator_id, Number(row.total)]));
}

export const actualLoader = defineLoader<string, number>(async ({ db }, indicatorIds) => {
  const actuals = await readActuals(db.read, indicatorIds);
  return indicatorIds.map((id) => actuals.get(id) ?? 0);
});

export const indicatorLoader = defineLoader<string, Indicator | null>(({ db }, ids) =>
  rowsByKey(db.read, Indicator, 'id', ids),
);
