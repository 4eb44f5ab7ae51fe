import type { ImpactGroupPartsFragment, ImpactSummaryPartsFragment } from '@hongchuang/schema';

export const MEASURES = ['peopleServed', 'activitiesHeld', 'raised', 'costPerPerson', 'projects'] as const;
export type Measure = (typeof MEASURES)[number];

export const isMoney = (measure: Measure): boolean => measure === 'raised' || measure === 'costPerPerson';

export type Group = ImpactGroupPartsFragment;

/** Null where it cannot be computed: a cost per person without persons is not zero. */
export const valueOf = (summary: ImpactSummaryPartsFragment, measure: Measure): number | null => summary[measure];

/** More rows than this are a wall; the table beside has them all. */
export const CHART_ROWS = 12;

/** The groups that a chart shows: years in their order, all others by the measure, most first; nulls last. */
export function chartGroups(groups: readonly Group[], measure: Measure, ordered: boolean): Group[] {
  if (ordered) return groups.slice(-CHART_ROWS);
  return sortedGroups(groups, measure).slice(0, CHART_ROWS);
}

export function sortedGroups(groups: readonly Group[], measure: Measure): Group[] {
  return [...groups].sort((a, b) => (valueOf(b.summary, measure) ?? -1) - (valueOf(a.summary, measure) ?? -1));
}

export type Finding = { kind: 'none' } | { kind: 'one' | 'highest' | 'lowest'; group: Group; value: number };

/** What one sentence about a chart says: of costs the lowest is the news, of everything else the highest. */
export function findingOf(groups: readonly Group[], measure: Measure): Finding {
  const counted = groups.flatMap((group) => {
    const value = valueOf(group.summary, measure);
    return value === null || value === 0 ? [] : [{ group, value }];
  });
  const first = counted[0];
  if (!first) return { kind: 'none' };
  if (groups.length === 1) return { kind: 'one', ...first };
  const lowest = measure === 'costPerPerson';
  const found = counted.reduce((best, one) => ((lowest ? one.value < best.value : one.value > best.value) ? one : best));
  return { kind: lowest ? 'lowest' : 'highest', ...found };
}

export const isNothing = (summary: ImpactSummaryPartsFragment): boolean =>
  summary.projects === 0 && summary.raised === 0 && summary.peopleServed === 0 && summary.activitiesHeld === 0;
