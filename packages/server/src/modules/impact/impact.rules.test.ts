import { describe, expect, it } from 'vitest';
import { ProjectStatus } from '../projects/index.js';
import { ImpactSummary } from './impact.inputs.js';
import { decide, measuredByStage, readMeasurement, refuseMeasuring } from './impact.rules.js';
import { MeasurementStatus } from './measurement.entity.js';

const now = new Date('2017-06-08T02:00:00Z');

describe('a measurement', () => {
  it.each([
    [{ value: 0, on: now }, 'value'],
    [{ value: -1, on: now }, 'value'],
    [{ value: Number.NaN, on: now }, 'value'],
    [{ value: 1e12, on: now }, 'value'],
    [{ value: 1, on: new Date(now.getTime() + 1) }, 'on'],
    [{ value: 1, on: new Date('1999-12-31T00:00:00Z') }, 'on'],
    [{ value: 1, on: now, note: '字'.repeat(501) }, 'note'],
  ])('%o is refused at %s', (input, field) => {
    expect(() => readMeasurement(input, now)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', field }));
  });

  it('may be a fraction, and may be of this moment', () => {
    expect(readMeasurement({ value: 0.5, on: now, note: ' ' }, now)).toEqual({ value: 0.5, on: now, note: null });
  });

  it('is accepted from the beginning of fundraising on', () => {
    const taking = Object.values(ProjectStatus).filter((status) => refuseMeasuring(status) === null);
    expect(taking).toEqual(['FUNDRAISING', 'FUNDED', 'EXECUTING', 'COMPLETED']);
  });

  it('is decided once, and a rejection needs a reason', () => {
    expect(decide(MeasurementStatus.REPORTED, true, null)).toEqual({ status: 'VERIFIED', comment: null });
    expect(decide(MeasurementStatus.REPORTED, false, '缺少签到表')).toEqual({
      status: 'REJECTED',
      comment: '缺少签到表',
    });
    expect(() => decide(MeasurementStatus.REPORTED, false, ' ')).toThrow(expect.objectContaining({ field: 'comment' }));
    for (const status of [MeasurementStatus.VERIFIED, MeasurementStatus.REJECTED])
      expect(() => decide(status, true, null)).toThrow('INVALID_STATE');
  });
});

describe('cost per person', () => {
  it.each([
    [1_000, 3, 333],
    [1_000, 1_000, 1],
    [0, 5, 0],
    [1_000, 0, null],
  ])('%i fen for %i people is %s fen', (raised, peopleServed, cost) => {
    expect(Object.assign(new ImpactSummary(), { raised, peopleServed }).costPerPerson).toBe(cost);
  });
});

describe('the measurements of a stage', () => {
  const day = (number: number) => new Date(Date.UTC(2017, 0, number));
  const measured = [1, 5, 10, 20].map((number) => ({ on: day(number) }));
  const daysOf = (stages: { id: string; verifiedAt: Date | null }[]) =>
    Object.fromEntries(
      [...measuredByStage(measured, stages)].map(([id, found]) => [id, found.map(({ on }) => on.getUTCDate())]),
    );

  it.each<[string, { id: string; verifiedAt: Date | null }[], Record<string, number[]>]>([
    ['belongs to no stage before one is verified', [{ id: 'a', verifiedAt: null }], {}],
    [
      'belongs to the stage that was verified next',
      [
        { id: 'a', verifiedAt: day(5) },
        { id: 'b', verifiedAt: day(10) },
        { id: 'c', verifiedAt: null },
      ],
      { a: [1, 5], b: [10] },
    ],
    [
      'belongs to the last stage when it came after all of them',
      [
        { id: 'a', verifiedAt: day(5) },
        { id: 'b', verifiedAt: day(10) },
      ],
      { a: [1, 5], b: [10, 20] },
    ],
    [
      'goes by the order of verification, not of the plan',
      [
        { id: 'a', verifiedAt: day(10) },
        { id: 'b', verifiedAt: day(5) },
        { id: 'c', verifiedAt: null },
      ],
      { b: [1, 5], a: [10] },
    ],
  ])('%s', (_what, stages, expected) => expect(daysOf(stages)).toEqual(expected));
});
