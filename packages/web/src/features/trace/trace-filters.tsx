import { useQuery } from '@apollo/client/react';
import { type TraceFilter, TraceKindsDocument } from '@hongchuang/schema';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { SearchBox } from '../../ui/search-box';
import styles from './trace.module.css';

const NAMES = ['who', 'actor', 'person', 'kind', 'subject', 'from', 'to'] as const;
const CLEARED = Object.fromEntries([...NAMES, 'shown'].map((name) => [name, undefined]));

/** The filter of the address bar, as the server takes it. */
export function useTraceFilter(): { filter: TraceFilter; query: string; isFiltered: boolean } {
  const { get, getAll } = useAddressBar();
  const query = new URLSearchParams(NAMES.flatMap((name) => getAll(name).map((value) => [name, value]))).toString();
  return {
    query,
    isFiltered: query !== '',
    filter: {
      who: get('who') || null,
      actorId: get('actor') || null,
      personId: get('person') || null,
      kinds: getAll('kind'),
      subject: get('subject') || null,
      from: get('from') || null,
      to: get('to') || null,
    },
  };
}

/** Who, what, to what and when. All of it is stored in the address. */
export function TraceFilters() {
  const { t } = useTranslation('trace');
  const { get, getAll, set } = useAddressBar();
  const { data, loading } = useQuery(TraceKindsDocument);
  const { isFiltered } = useTraceFilter();
  const change = (changes: Record<string, string | string[] | undefined>) => set({ ...changes, shown: undefined });
  return (
    <search className={styles.filters}>
      <div className={styles.field}>
        <span className="small quiet">{t('filter.who')}</span>
        <SearchBox name="who" label={t('filter.who')} hint={t('filter.whoHint')} />
      </div>
      <label className={styles.field}>
        <span className="small quiet">{t('filter.kinds')}</span>
        <Select
          mode="multiple"
          aria-label={t('filter.kinds')}
          placeholder={t('filter.anyKind')}
          maxTagCount={1}
          loading={loading}
          value={getAll('kind')}
          onChange={(kinds: string[]) => change({ kind: kinds.slice(0, 20) })}
          optionFilterProp="label"
          options={data?.traceKinds.map(({ name, label }) => ({ value: name, label }))}
        />
      </label>
      <div className={styles.field}>
        <span className="small quiet">{t('filter.subject')}</span>
        <SearchBox name="subject" label={t('filter.subject')} hint={t('filter.subjectHint')} />
      </div>
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className={styles.day}>
          <span className="small quiet">{t(`filter.${name}`)}</span>
          <Input type="date" value={get(name)} onChange={(event) => change({ [name]: event.target.value })} />
        </label>
      ))}
      {isFiltered && (
        <Button type="text" onClick={() => set(CLEARED)}>
          {t('filter.clear')}
        </Button>
      )}
    </search>
  );
}
