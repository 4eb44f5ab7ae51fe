import { useQuery } from '@apollo/client/react';
import { UnitSearchDocument } from '@hongchuang/schema';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettled } from '../lib/browser';

/** A unit with its name, so that a form that is restored after a reload can show the name. */
export interface UnitChoice {
  value: string;
  label: string;
}

/**
 * Finds a verified unit by name, pinyin or credit code. It is a form field: antd passes in `value`, `onChange` and
 * `id`.
 */
export function UnitPicker({
  id,
  value,
  onChange,
  except,
}: {
  id?: string;
  value?: UnitChoice | null;
  onChange?: (value: UnitChoice | null) => void;
  except?: string;
}) {
  const { t } = useTranslation('app');
  const [search, setSearch] = useState('');
  const settled = useSettled(search.trim(), 350);
  const { data, error, loading } = useQuery(UnitSearchDocument, {
    variables: { search: settled.slice(0, 100) },
    skip: settled === '',
  });
  const found =
    settled === '' ? [] : (data?.organizations.edges ?? []).map(({ node }) => node).filter((one) => one.id !== except);
  const empty =
    settled === ''
      ? t('unitPicker.type')
      : error
        ? t('unitPicker.error')
        : loading || settled !== search.trim()
          ? t('unitPicker.searching')
          : t('unitPicker.none');
  return (
    <Select
      id={id}
      labelInValue
      allowClear
      showSearch={{ filterOption: false, searchValue: search, onSearch: setSearch }}
      value={value ?? undefined}
      placeholder={t('unitPicker.hint')}
      notFoundContent={empty}
      options={found.map((one) => ({ value: one.id, label: one.name }))}
      onChange={(choice: UnitChoice | undefined) => {
        setSearch('');
        onChange?.(choice ? { value: String(choice.value), label: String(choice.label) } : null);
      }}
    />
  );
}
