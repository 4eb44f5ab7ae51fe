import { BooksProjectDocument, BooksProjectsDocument } from '@hongchuang/schema';
import { useQuery } from '@apollo/client/react';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { useSettled } from '../../lib/browser';
import { SearchBox } from '../../ui/search-box';
import styles from './books.module.css';
import { filterOf, FUND_KINDS, isFiltered, KINDS } from './kinds';

const CLEARED = { kind: undefined, from: undefined, to: undefined, search: undefined, shown: undefined };

export function useClearBooksFilter(): () => void {
  const { set } = useAddressBar();
  return () => set({ ...CLEARED, project: undefined });
}

/** Kind, days, words and, on the page of the whole city, the project: all of it in the address. */
export function BooksFilters({ ofOne }: { ofOne: boolean }) {
  const { t } = useTranslation('books');
  const { get, set } = useAddressBar();
  const clear = useClearBooksFilter();
  const filter = filterOf(get);
  const change = (name: string) => (value: string | undefined) => set({ [name]: value, shown: undefined });
  return (
    <search className={styles.filterBar}>
      <div className={styles.kinds} role="group" aria-label={t('filter.label')}>
        {[undefined, ...(ofOne ? FUND_KINDS : KINDS)].map((one) => (
          <button key={one ?? 'all'} type="button" aria-pressed={filter.kind === one} className={styles.kind} onClick={() => change('kind')(one?.toLowerCase())}>
            {one ? t(`terms:bookLineKind.${one}`) : t('filter.all')}
          </button>
        ))}
      </div>
      <div className={styles.filterRow}>
        <label className={styles.day}>
          <span className="small quiet">{t('filter.from')}</span>
          <Input type="date" value={get('from')} max={filter.to} onChange={(event) => change('from')(event.target.value)} />
        </label>
        <label className={styles.day}>
          <span className="small quiet">{t('filter.to')}</span>
          <Input type="date" value={get('to')} min={filter.from} onChange={(event) => change('to')(event.target.value)} />
        </label>
        <div className={styles.words}>
          <SearchBox label={t('filter.search')} hint={t('filter.search')} />
        </div>
        {!ofOne && <ProjectPicker slug={get('project')} onChoose={change('project')} />}
        {(isFiltered(filter) || (!ofOne && get('project') !== '')) && (
          <Button type="text" onClick={clear}>
            {t('filter.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}

/** One project of the city, found by its name. */
function ProjectPicker({ slug, onChoose }: { slug: string; onChoose: (slug: string | undefined) => void }) {
  const { t } = useTranslation('books');
  const [typed, setTyped] = useState('');
  const search = useSettled(typed, 300);
  const found = useQuery(BooksProjectsDocument, { variables: { search } });
  const chosen = useQuery(BooksProjectDocument, { variables: { slug }, skip: slug === '' });
  const options = new Map((found.data?.projects.edges ?? []).map(({ node }) => [node.slug, node.title]));
  if (chosen.data?.project) options.set(chosen.data.project.slug, chosen.data.project.title);
  return (
    <Select
      className={styles.picker}
      aria-label={t('filter.project')}
      placeholder={t('filter.anyProject')}
      allowClear
      value={slug || undefined}
      onChange={(value: string | undefined) => onChoose(value)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.loading}
      options={[...options].map(([value, label]) => ({ value, label }))}
      popupMatchSelectWidth={false}
    />
  );
}
