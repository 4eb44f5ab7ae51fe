import { describe, expect, it } from 'vitest';
import { CHART_ROWS, chartGroups, findingOf, type Group, isNothing } from './measures';

const group = (key: string, peopleServed: number, raised: number): Group => ({
  key,
  label: key,
  summary: {
    projects: 1,
    raised,
    peopleServed,
    activitiesHeld: 0,
    costPerPerson: peopleServed === 0 ? null : Math.floor(raised / peopleServed),
  },
});
const groups = [group('2015', 10, 1000), group('2016', 40, 2000), group('2017', 0, 9000)];

describe('chartGroups', () => {
  it('keeps years in their order', () => {
    expect(chartGroups(groups, 'raised', true).map(({ key }) => key)).toEqual(['2015', '2016', '2017']);
  });

  it('sorts other groups by the measure, with unknown values last', () => {
    expect(chartGroups(groups, 'raised', false).map(({ key }) => key)).toEqual(['2017', '2016', '2015']);
    expect(chartGroups(groups, 'costPerPerson', false).map(({ key }) => key)).toEqual(['2015', '2016', '2017']);
  });

  it('shows the newest years and the first of the other groups', () => {
    const many = Array.from({ length: 20 }, (_, n) => group(String(2000 + n), n, n));
    expect(chartGroups(many, 'raised', true).at(-1)?.key).toBe('2019');
    expect(chartGroups(many, 'raised', false)).toHaveLength(CHART_ROWS);
    expect(chartGroups(many, 'raised', false)[0]?.key).toBe('2019');
  });
});

describe('findingOf', () => {
  it.each([
    ['peopleServed', 'highest', '2016', 40],
    ['raised', 'highest', '2017', 9000],
    ['costPerPerson', 'lowest', '2016', 50],
  ] as const)('%s', (measure, kind, key, value) => {
    expect(findingOf(groups, measure)).toMatchObject({ kind, value, group: { key } });
  });

  it('says when there is one group or none', () => {
    expect(findingOf(groups.slice(0, 1), 'raised')).toMatchObject({ kind: 'one', value: 1000 });
    expect(findingOf(groups, 'activitiesHeld')).toEqual({ kind: 'none' });
    expect(findingOf([], 'raised')).toEqual({ kind: 'none' });
  });
});

it('recognises an empty impact', () => {
  expect(isNothing({ projects: 0, raised: 0, peopleServed: 0, activitiesHeld: 0, costPerPerson: null })).toBe(true);
  expect(isNothing({ projects: 0, raised: 1, peopleServed: 0, activitiesHeld: 0, costPerPerson: null })).toBe(false);
});
