import type { EntityManager } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, hasRole, PlatformRole, requireRole, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { shanghaiDay } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { recordOnce } from '../../recorded-once.js';
import { readVerifications } from '../milestones/index.js';
import { isMemberOf } from '../organizations/index.js';
import { Indicator, lockProject, projectLoader, requireEditor, requireReviewer } from '../projects/index.js';
import type { RecordMeasurementInput } from './impact.inputs.js';
import { decide, measuredByStage, readMeasurement, refuseMeasuring } from './impact.rules.js';
import { Measurement, MeasurementStatus } from './measurement.entity.js';

/** The implementer records what was measured; it counts once a reviewer has verified it. */
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

/** A reviewer accepts or rejects a reported measurement. */
export async function verifyMeasurement(context: RequestContext, rawId: string, accepted: boolean, comment: string | null | undefined): Promise<Measurement> {
  const { userId } = requireRole(context, PlatformRole.REVIEWER);
  const found = await context.db.read.findOneBy(Measurement, { id: readId('id', rawId) });
  if (found === null) throw notFound('id');
  await requireReviewer(context, found.projectId, 'id');
  return context.db.transact(async (tx) => {
    const measurement = await tx.lock(Measurement, { id: found.id });
    if (measurement === null) throw notFound('id');
    const decided = { ...decide(measurement.status, accepted, comment), reviewedById: userId, reviewedAt: tx.now };
    await tx.manager.update(Measurement, { id: measurement.id }, decided);
    return Object.assign(measurement, decided);
  });
}

/** Measurements that wait for a decision, first come first. */
export function listMeasurementQueue(context: RequestContext, args: PageArgs): Promise<Page<Measurement>> {
  requireRole(context, PlatformRole.REVIEWER);
  const query = context.db.read.createQueryBuilder(Measurement, 'measurement').where('measurement.status = :reported', { reported: MeasurementStatus.REPORTED });
  return paginate(query, [{ column: 'measurement.id', of: ({ id }) => id, direction: 'ASC' }], args);
}

/** All measurements by indicator, oldest first. */
const measurementsLoader = defineLoader<string, Measurement[]>(({ db }, indicatorIds) => groupRows(db.read, Measurement, 'indicatorId', indicatorIds, 'id'));

/** An indicator's measurements: verified ones for everybody; members and reviewers see the others, too. */
export async function listMeasurements(context: RequestContext, indicator: Indicator): Promise<Measurement[]> {
  const measurements = await measurementsLoader(context).load(indicator.id);
  const project = await projectLoader(context).load(indicator.projectId);
  const insider = hasRole(context, PlatformRole.REVIEWER) || (project !== null && (await isMemberOf(context, project.organizationId)));
  return insider ? measurements : measurements.filter(({ status }) => status === MeasurementStatus.VERIFIED);
}

/** What was verified of each project's indicators, by the stage in whose time it was measured. */
export const measuredLoader = defineLoader<string, ReadonlyMap<string, Measurement[]>>(async (services, projectIds) => {
  const measured = await groupRows(services.db.read, Measurement, 'projectId', projectIds, 'measured_at, id');
  const stages = await readVerifications(services, projectIds);
  return measured.map((ofProject, index) => measuredByStage(ofProject.filter(({ status }) => status === MeasurementStatus.VERIFIED), stages[index]!));
});

/** What was verified of each indicator so far. */
export async function readActuals(manager: EntityManager, indicatorIds: readonly string[]): Promise<Map<string, number>> {
  if (indicatorIds.length === 0) return new Map();
  const rows = await manager.query<{ indicator_id: string; total: number }[]>(
    `SELECT indicator_id, SUM(value) AS total FROM measurements WHERE status = 'VERIFIED' AND indicator_id IN (${indicatorIds.map(() => '?').join(', ')}) GROUP BY indicator_id`,
    [...indicatorIds],
  );
  return new Map(rows.map((row) => [row.indicator_id, Number(row.total)]));
}

export const actualLoader = defineLoader<string, number>(async ({ db }, indicatorIds) => {
  const actuals = await readActuals(db.read, indicatorIds);
  return indicatorIds.map((id) => actuals.get(id) ?? 0);
});

export const indicatorLoader = defineLoader<string, Indicator | null>(({ db }, ids) => rowsByKey(db.read, Indicator, 'id', ids));
