import type { ReleaseCountsQuery, ReleaseState } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { SearchBox } from '../../ui/search-box';
import styles from './stages.module.css';

type Counts = ReleaseCountsQuery['releaseCounts'];

const COUNT_OF = { TO_SIGN: 'toSign', PAYABLE: 'payable', WAITING: 'waiting', BLOCKED: 'blocked', PAID: 'paid' } as const satisfies Record<ReleaseState, keyof Counts>;
const STATES = Object.keys(COUNT_OF) as ReleaseState[];

/** The filter that the address names; or the first one in which something is to be done. */
export const chosenState = (inAddress: string, counts: Counts): ReleaseState => STATES.find((state) => state === inAddress) ?? STATES.find((state) => counts[COUNT_OF[state]] > 0) ?? 'PAYABLE';

/** What stages wait for, with how many they are, and a search by the project's title. All of it stands in the address. */
export function ReleaseFilters({ counts, state }: { counts: Counts | undefined; state: ReleaseState | undefined }) {
  const { t } = useTranslation('stages');
  const { set } = useAddressBar();
  return (
    <search className={styles.filters}>
      <div className={styles.filterRow} role="group" aria-label={t('treasury.filter.label')}>
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} className={styles.filter} onClick={() => set({ show: one, shown: undefined })}>
            {t(`treasury.filter.${one}`)} {counts && <span className="num">{counts[COUNT_OF[one]]}</span>}
          </button>
        ))}
      </div>
      <SearchBox label={t('treasury.filter.search')} hint={t('treasury.filter.search')} />
    </search>
  );
}
