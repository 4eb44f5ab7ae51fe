import { useQuery } from '@apollo/client/react';
import { ParentSearchDocument } from '@hongchuang/schema';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettled } from '../../lib/browser';

/** The unit above, with its name, so that a form that comes back after a reload can show it. */
export interface ParentChoice {
  value: string;
  label: string;
}

/** Finds a verified unit by name, pinyin or credit code. A form field: antd hands in `value`, `onChange` and `id`. */
export function ParentPicker({ id, value, onChange, except }: { id?: string; value?: ParentChoice | null; onChange?: (value: ParentChoice | null) => void; except?: string }) {
  const { t } = useTranslation('workspace');
  const [search, setSearch] = useState('');
  const settled = useSettled(search.trim(), 350);
  const { data, error, loading } = useQuery(ParentSearchDocument, { variables: { search: settled.slice(0, 100) }, skip: settled === '' });
  const found = settled === '' ? [] : (data?.organizations.edges ?? []).map(({ node }) => node).filter((one) => one.id !== except);
  const empty = settled === '' ? t('form.parentType') : error ? t('form.parentError') : loading || settled !== search.trim() ? t('form.parentSearching') : t('form.parentNone');
  return (
    <Select
      id={id}
      labelInValue
      allowClear
      showSearch={{ filterOption: false, searchValue: search, onSearch: setSearch }}
      value={value ?? undefined}
      placeholder={t('form.parentHint')}
      notFoundContent={empty}
      options={found.map((one) => ({ value: one.id, label: one.name }))}
      onChange={(choice: ParentChoice | undefined) => {
        setSearch('');
        onChange?.(choice ? { value: String(choice.value), label: String(choice.label) } : null);
      }}
    />
  );
}
