import type { ReleaseCountsQuery, ReleaseState } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import styles from './stages.module.css';

type Counts = ReleaseCountsQuery['releaseCounts'];

const COUNT_OF = {
  PAYABLE: 'payable',
  WAITING: 'waiting',
  BLOCKED: 'blocked',
  PAID: 'paid',
} as const satisfies Partial<Record<ReleaseState, keyof Counts>>;
const STATES = Object.keys(COUNT_OF) as (keyof typeof COUNT_OF)[];

/** Returns the filter in the address, or else the first one with stages to work on. */
export const chosenState = (inAddress: string, counts: Counts): keyof typeof COUNT_OF =>
  STATES.find((state) => state === inAddress) ?? STATES.find((state) => counts[COUNT_OF[state]] > 0) ?? 'PAYABLE';

/** Filters by what stages wait for, with their counts. Those to sign are in the queue of orders of every kind. */
export function ReleaseFilters({ counts, state }: { counts: Counts | undefined; state: ReleaseState | undefined }) {
  const { t } = useTranslation('stages');
  const { set } = useAddressBar();
  return (
    <div className={styles.filterRow} role="group" aria-label={t('treasury.filter.label')}>
      {STATES.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === state}
          className={styles.filter}
          onClick={() => set({ show: one, shown: undefined, item: undefined })}
        >
          {t(`treasury.filter.${one}`)} {counts && <span className="num">{counts[COUNT_OF[one]]}</span>}
        </button>
      ))}
    </div>
  );
}
