import { badInput, invalidState, type DomainError } from '../../errors.js';
import { readOptionalText, readText } from '../../input.js';
import { MEASURABLE, readPositive, type ProjectStatus } from '../projects/index.js';
import { MeasurementStatus } from './measurement.entity.js';

export const LIMITS = {
  value: { max: 1_000_000_000 },
  note: { max: 500, multiline: true },
  /** No project of the platform was measured before this day. */
  earliest: new Date('2000-01-01T00:00:00+08:00'),
} as const;

export interface RawMeasurement {
  value: number;
  on: Date;
  note?: string | null;
}

/** Returns a measurement as it is stored. Throws the first fault, with its field. */
export function readMeasurement(input: RawMeasurement, now: Date): { value: number; on: Date; note: string | null } {
  const value = readPositive('value', input.value, LIMITS.value.max);
  if (input.on > now) throw badInput('on', 'date.future');
  if (input.on < LIMITS.earliest) throw badInput('on', 'date.tooEarly', { year: LIMITS.earliest.getUTCFullYear() });
  return { value, on: input.on, note: readOptionalText('note', input.note, LIMITS.note) };
}

/** Returns why a project in `status` takes no measurements, or null. */
export const refuseMeasuring = (status: ProjectStatus): DomainError | null =>
  MEASURABLE.includes(status) ? null : invalidState('project.wrongStatus', { status });

/** Returns the new status and comment of a reported measurement. A rejection needs a comment. */
export function decide(
  status: MeasurementStatus,
  accepted: boolean,
  rawComment: string | null | undefined,
): { status: MeasurementStatus; comment: string | null } {
  const comment = accepted
    ? readOptionalText('comment', rawComment, LIMITS.note)
    : readText('comment', rawComment ?? '', LIMITS.note);
  if (status !== MeasurementStatus.REPORTED) throw invalidState('measurement.decided', { status });
  return { status: accepted ? MeasurementStatus.VERIFIED : MeasurementStatus.REJECTED, comment };
}

/**
 * Groups measurements by stage. A measurement belongs to the first stage that was verified after it. Measurements after
 * the last verification belong to the last stage, because they show its effect.
 */
export function measuredByStage<M extends { on: Date }>(
  measurements: readonly M[],
  stages: readonly { id: string; verifiedAt: Date | null }[],
): Map<string, M[]> {
  const verified = stages
    .flatMap(({ id, verifiedAt }) => (verifiedAt === null ? [] : [{ id, verifiedAt }]))
    .sort((a, b) => a.verifiedAt.getTime() - b.verifiedAt.getTime());
  const byStage = new Map<string, M[]>(verified.map(({ id }) => [id, []]));
  for (const measurement of measurements) {
    const next =
      verified.find(({ verifiedAt }) => measurement.on <= verifiedAt) ??
      (verified.length === stages.length ? verified.at(-1) : undefined);
    if (next !== undefined) byStage.get(next.id)!.push(measurement);
  }
  return byStage;
}
