import { badInput, invalidState, type DomainError } from '../../errors.js';
import { readOptionalText, readText } from '../../input.js';
import { MEASURABLE, readPositive, type ProjectStatus } from '../projects/index.js';
import { MeasurementStatus } from './measurement.entity.js';

export const LIMITS = {
  value: { max: 1_000_000_000 },
  note: { max: 500, multiline: true },
  /** Nothing of ours was measured before. */
  earliest: new Date('2000-01-01T00:00:00+08:00'),
} as const;

export interface RawMeasurement {
  value: number;
  on: Date;
  note?: string | null;
}

/** A measurement as it is stored, or the first fault with its field. */
export function readMeasurement(input: RawMeasurement, now: Date): { value: number; on: Date; note: string | null } {
  const value = readPositive('value', input.value, LIMITS.value.max);
  if (input.on > now) throw badInput('on', 'date.future');
  if (input.on < LIMITS.earliest) throw badInput('on', 'date.tooEarly', { year: LIMITS.earliest.getUTCFullYear() });
  return { value, on: input.on, note: readOptionalText('note', input.note, LIMITS.note) };
}

/** Why a project in `status` takes no measurements, or null. */
export const refuseMeasuring = (status: ProjectStatus): DomainError | null => (MEASURABLE.includes(status) ? null : invalidState('project.wrongStatus', { status }));

/** The decision on a reported measurement: its new status and the comment, which a rejection needs. */
export function decide(status: MeasurementStatus, accepted: boolean, rawComment: string | null | undefined): { status: MeasurementStatus; comment: string | null } {
  const comment = accepted ? readOptionalText('comment', rawComment, LIMITS.note) : readText('comment', rawComment ?? '', LIMITS.note);
  if (status !== MeasurementStatus.REPORTED) throw invalidState('measurement.decided', { status });
  return { status: accepted ? MeasurementStatus.VERIFIED : MeasurementStatus.REJECTED, comment };
}

/**
 * What was measured while each stage was worked on. A measurement belongs to the stage that was verified next after it; once every
 * stage is verified, what comes later shows the effect of the last one.
 */
export function measuredByStage<M extends { on: Date }>(measurements: readonly M[], stages: readonly { id: string; verifiedAt: Date | null }[]): Map<string, M[]> {
  const verified = stages.flatMap(({ id, verifiedAt }) => (verifiedAt === null ? [] : [{ id, verifiedAt }])).sort((a, b) => a.verifiedAt.getTime() - b.verifiedAt.getTime());
  const byStage = new Map<string, M[]>(verified.map(({ id }) => [id, []]));
  for (const measurement of measurements) {
    const next = verified.find(({ verifiedAt }) => measurement.on <= verifiedAt) ?? (verified.length === stages.length ? verified.at(-1) : undefined);
    if (next !== undefined) byStage.get(next.id)!.push(measurement);
  }
  return byStage;
}
