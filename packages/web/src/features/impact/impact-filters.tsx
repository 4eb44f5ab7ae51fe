import type { ImpactFilter } from '@hongchuang/schema';
import { useMemo } from 'react';
import { useAddressBar } from '../../lib/address-bar';
import { endOfShanghaiDay, startOfShanghaiDay } from '../../lib/dates';
import { inKit } from '../../ui/in-kit';
import styles from './impact.module.css';

const FilterForm = inKit(() => import('./impact-filter-form'));

const NAMES = ['organization', 'category', 'region', 'from', 'to'] as const;
const CLEARED = Object.fromEntries(NAMES.map((name) => [name, undefined]));

/** The filter in the address bar; an invalid day is left out. */
export function useImpactFilter(): { filter: ImpactFilter; filtered: boolean; reversed: boolean; clear: () => void } {
  const { get, set } = useAddressBar();
  const [organizationId, category, region, fromDay, toDay] = NAMES.map((name) => get(name));
  const filter = useMemo((): ImpactFilter => {
    const from = startOfShanghaiDay(fromDay ?? '');
    // The whole last day is included.
    const to = endOfShanghaiDay(toDay ?? '');
    return {
      ...(organizationId && { organizationId }),
      ...(category && { category }),
      ...(region && { region }),
      ...(from && { from }),
      ...(to && { to }),
    };
  }, [organizationId, category, region, fromDay, toDay]);
  const reversed = typeof filter.from === 'string' && typeof filter.to === 'string' && filter.from > filter.to;
  return { filter, filtered: Object.keys(filter).length > 0, reversed, clear: () => set(CLEARED) };
}

/** Keeps the place of the filter, which loads after the page. */
export function ImpactFilters() {
  return (
    <div className={styles.filterPlace}>
      <FilterForm />
    </div>
  );
}
