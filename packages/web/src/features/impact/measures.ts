import type { ImpactGroupPartsFragment, ImpactSummaryPartsFragment } from '@hongchuang/schema';

export const MEASURES = ['peopleServed', 'activitiesHeld', 'raised', 'costPerPerson', 'projects'] as const;
export type Measure = (typeof MEASURES)[number];

export const isMoney = (measure: Measure): boolean => measure === 'raised' || measure === 'costPerPerson';

export type Group = ImpactGroupPartsFragment;

/** Returns null where the measure cannot be computed: a cost per person without persons is not zero. */
export const valueOf = (summary: ImpactSummaryPartsFragment, measure: Measure): number | null => summary[measure];

/** A chart with more rows than this is hard to read; the table has all of them. */
export const CHART_ROWS = 12;

/** Returns the groups of a chart: years in their order, all others by the measure, largest first; nulls last. */
export function chartGroups(groups: readonly Group[], measure: Measure, ordered: boolean): Group[] {
  if (ordered) return groups.slice(-CHART_ROWS);
  return sortedGroups(groups, measure).slice(0, CHART_ROWS);
}

export function sortedGroups(groups: readonly Group[], measure: Measure): Group[] {
  return [...groups].sort((a, b) => (valueOf(b.summary, measure) ?? -1) - (valueOf(a.summary, measure) ?? -1));
}

export type Finding = { kind: 'none' } | { kind: 'one' | 'highest' | 'lowest'; group: Group; value: number };

/** Returns the group that the summary names: the lowest of costs, the highest of all other measures. */
export function findingOf(groups: readonly Group[], measure: Measure): Finding {
  const counted = groups.flatMap((group) => {
    const value = valueOf(group.summary, measure);
    return value === null || value === 0 ? [] : [{ group, value }];
  });
  const first = counted[0];
  if (!first) return { kind: 'none' };
  if (groups.length === 1) return { kind: 'one', ...first };
  const lowest = measure === 'costPerPerson';
  const found = counted.reduce((best, one) =>
    (lowest ? one.value < best.value : one.value > best.value) ? one : best,
  );
  return { kind: lowest ? 'lowest' : 'highest', ...found };
}

export const isNothing = (summary: ImpactSummaryPartsFragment): boolean =>
  summary.projects === 0 && summary.raised === 0 && summary.peopleServed === 0 && summary.activitiesHeld === 0;
