import { SearchOutlined } from '@ant-design/icons';
import type { ProjectFilter, ProjectSort, ProjectStatus } from '@hongchuang/schema';
import { Button, Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { usePlatform } from '../../lib/platform';
import styles from './projects.module.css';

/** What a visitor looks for, rather than the ten states of the machine. */
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

/** The query that the address bar stands for. Unknown values are ignored: addresses get edited and shared. */
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

  return (
    <search className={styles.filters}>
      <SearchBox />
      <div className={styles.stages} role="group" aria-label={t('filter.stage')}>
        {['', ...Object.keys(STAGES)].map((one) => (
          <button key={one} type="button" aria-pressed={stage === one} className={styles.stage} onClick={() => change('stage')(one)}>
            {t(`filter.stages.${one || 'all'}`)}
          </button>
        ))}
      </div>
      <div className={styles.selects}>
        <Select
          aria-label={t('filter.region')}
          value={get('region')}
          onChange={change('region')}
          options={[anyOf('region'), ...(platform?.regions ?? []).map(({ name }) => ({ value: name, label: regionLabel(name) }))]}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('filter.category')}
          value={get('category')}
          onChange={change('category')}
          options={[anyOf('category'), ...(platform?.categories ?? []).map(({ name }) => ({ value: name, label: categoryLabel(name) }))]}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('filter.sort')}
          value={SORTS.find((one) => one === get('sort').toUpperCase()) ?? 'NEWEST'}
          onChange={(value) => set({ sort: value === 'NEWEST' ? undefined : value.toLowerCase(), shown: undefined })}
          options={SORTS.map((value) => ({ value, label: t(`filter.sorts.${value}`) }))}
          popupMatchSelectWidth={false}
        />
      </div>
    </search>
  );
}

const TYPING_RESTS_MS = 350;

/** Searches while one types, once the typing rests. Half-typed pinyin is not a search. */
function SearchBox() {
  const { t } = useTranslation('projects');
  const { get, set } = useAddressBar();
  const inAddress = get('search');
  const [text, setText] = useState(inAddress);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The back button and "clear filters" change the address by themselves.
  useEffect(() => setText(inAddress), [inAddress]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const search = (value: string, delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (!composing.current) set({ search: value, shown: undefined });
    }, delayMs);
  };

  return (
    <Input
      type="search"
      value={text}
      maxLength={100}
      allowClear
      prefix={<SearchOutlined aria-hidden="true" />}
      placeholder={t('filter.searchHint')}
      aria-label={t('filter.search')}
      onChange={(event) => {
        setText(event.target.value);
        search(event.target.value, TYPING_RESTS_MS);
      }}
      onPressEnter={(event) => {
        if (!event.nativeEvent.isComposing) search(event.currentTarget.value, 0);
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        search(event.currentTarget.value, TYPING_RESTS_MS);
      }}
    />
  );
}

export function ClearFilters() {
  const { t } = useTranslation('projects');
  const clear = useClearFilters();
  return <Button onClick={clear}>{t('filter.clear')}</Button>;
}
