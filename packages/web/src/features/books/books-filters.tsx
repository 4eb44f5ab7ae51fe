import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { Button } from '../../ui/button';
import { inKit } from '../../ui/in-kit';
import { Input } from '../../ui/input';
import { SearchBox } from '../../ui/search-box';
import styles from './books.module.css';
import { filterOf, isFiltered } from './kinds';
import { useBookKinds } from './use-books-filter';

const ProjectPicker = inKit(() => import('./project-picker'));

const CLEARED = { kind: undefined, from: undefined, to: undefined, search: undefined, shown: undefined };

export function useClearBooksFilter(): () => void {
  const { set } = useAddressBar();
  return () => set({ ...CLEARED, project: undefined });
}

/**
 * Filters by kind, days and words and, on the page of the whole city, by project; all of them are stored in the
 * address.
 */
export function BooksFilters({ ofOne }: { ofOne: boolean }) {
  const { t } = useTranslation('books');
  const { get, set } = useAddressBar();
  const clear = useClearBooksFilter();
  const kinds = useBookKinds() ?? [];
  const filter = filterOf(
    get,
    kinds.map(({ kind }) => kind),
  );
  const change = (name: string) => (value: string | undefined) => set({ [name]: value, shown: undefined });
  return (
    <search className={styles.filterBar}>
      <div className={styles.kinds} role="group" aria-label={t('filter.label')}>
        {[undefined, ...kinds.filter(({ ofFunds }) => ofFunds || !ofOne)].map((one) => (
          <button
            key={one?.kind ?? 'all'}
            type="button"
            aria-pressed={filter.kind === one?.kind}
            className={styles.kind}
            onClick={() => change('kind')(one?.kind.toLowerCase())}
          >
            {one?.title ?? t('filter.all')}
          </button>
        ))}
      </div>
      <div className={styles.filterRow}>
        <label className={styles.day}>
          <span className="small quiet">{t('filter.from')}</span>
          <Input
            type="date"
            value={get('from')}
            max={filter.to}
            onChange={(event) => change('from')(event.target.value)}
          />
        </label>
        <label className={styles.day}>
          <span className="small quiet">{t('filter.to')}</span>
          <Input
            type="date"
            value={get('to')}
            min={filter.from}
            onChange={(event) => change('to')(event.target.value)}
          />
        </label>
        <div className={styles.words}>
          <SearchBox label={t('filter.search')} hint={t('filter.search')} />
        </div>
        {!ofOne && (
          <ProjectPicker
            slug={get('project')}
            onChoose={change('project')}
            fallback={<span className={`${styles.picker} ${styles.pickerPlace}`} />}
          />
        )}
        {(isFiltered(filter) || (!ofOne && get('project') !== '')) && (
          <Button kind="text" onClick={clear}>
            {t('filter.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}
