import type { ProjectFilter, ProjectSort, ProjectStatus } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { useDrawn } from '../../lib/browser';
import { usePlatform } from '../../lib/platform';
import { Button } from '../../ui/button';
import { Choice } from '../../ui/input';
import { SearchBox } from '../../ui/search-box';
import styles from './projects.module.css';

/** Groups of statuses that visitors look for, in place of the ten statuses of the state machine. */
const STAGES: Record<string, ProjectStatus[]> = {
  raising: ['FUNDRAISING'],
  notice: ['PUBLIC_NOTICE'],
  underway: ['FUNDED', 'EXECUTING'],
  done: ['COMPLETED'],
};
const SORTS: ProjectSort[] = ['NEWEST', 'ENDING_SOON', 'MOST_FUNDED'];

export interface ProjectQuery {
  filter: ProjectFilter;
  sort: ProjectSort;
  filtered: boolean;
}

/** The query in the address bar. Unknown values are ignored, because people edit and share addresses. */
export function useProjectQuery(): ProjectQuery {
  const { get } = useAddressBar();
  const stage = STAGES[get('stage')];
  const filter: ProjectFilter = {
    ...(stage && { status: stage }),
    ...(get('region') && { region: get('region') }),
    ...(get('category') && { category: get('category') }),
    ...(get('search').trim() && { search: get('search').trim().slice(0, 100) }),
  };
  const asked = get('sort').toUpperCase() as ProjectSort;
  return { filter, sort: SORTS.includes(asked) ? asked : 'NEWEST', filtered: Object.keys(filter).length > 0 };
}

const CLEARED = { stage: undefined, region: undefined, category: undefined, search: undefined, shown: undefined };

export function useClearFilters(): () => void {
  const { set } = useAddressBar();
  return () => set(CLEARED);
}

export function ProjectFilters() {
  const { t } = useTranslation('projects');
  const { get, set } = useAddressBar();
  const { platform, regionLabel, categoryLabel } = usePlatform();
  const change = (name: string) => (value: string | undefined) => set({ [name]: value, shown: undefined });
  const anyOf = (name: string) => ({ value: '', label: t(`filter.any.${name}`) });
  const stage = get('stage');
  const drawn = useDrawn();

  return (
    <search>
      {/* Without scripts a stage or Enter sends all choices, as the address that the script would write. */}
      <form action="/projects" className={styles.filters} onSubmit={(event) => event.preventDefault()}>
        <SearchBox label={t('filter.search')} hint={t('filter.searchHint')} />
        <div className={styles.stages} role="group" aria-label={t('filter.stage')}>
          {['', ...Object.keys(STAGES)].map((one) => (
            <button
              key={one}
              type={drawn ? 'button' : 'submit'}
              name="stage"
              value={one}
              aria-pressed={stage === one}
              className={styles.stage}
              onClick={() => change('stage')(one)}
            >
              {t(`filter.stages.${one || 'all'}`)}
            </button>
          ))}
        </div>
        <div className={styles.selects}>
          <Choice
            name="region"
            aria-label={t('filter.region')}
            value={get('region')}
            onChoose={change('region')}
            options={[
              anyOf('region'),
              ...(platform?.regions ?? []).map(({ name }) => ({ value: name, label: regionLabel(name) })),
            ]}
          />
          <Choice
            name="category"
            aria-label={t('filter.category')}
            value={get('category')}
            onChoose={change('category')}
            options={[
              anyOf('category'),
              ...(platform?.categories ?? []).map(({ name }) => ({ value: name, label: categoryLabel(name) })),
            ]}
          />
          <Choice
            name="sort"
            aria-label={t('filter.sort')}
            value={SORTS.find((one) => one === get('sort').toUpperCase()) ?? 'NEWEST'}
            onChoose={(value) => set({ sort: value === 'NEWEST' ? undefined : value.toLowerCase(), shown: undefined })}
            options={SORTS.map((value) => ({ value, label: t(`filter.sorts.${value}`) }))}
          />
        </div>
      </form>
    </search>
  );
}

export function ClearFilters() {
  const { t } = useTranslation('projects');
  const clear = useClearFilters();
  return <Button onClick={clear}>{t('filter.clear')}</Button>;
}
