import { useQuery } from '@apollo/client/react';
import { ProjectSearchDocument } from '@hongchuang/schema';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettled } from '../lib/browser';

/** A project with its title, so that a form that is restored after a reload can show the title. */
export interface ProjectChoice {
  value: string;
  label: string;
}

/** Finds public projects by their words. It is a form field: antd passes in `value`, `onChange` and `id`. */
export function ProjectPicker({
  id,
  value,
  onChange,
}: {
  id?: string;
  value?: ProjectChoice[];
  onChange?: (value: ProjectChoice[]) => void;
}) {
  const { t } = useTranslation('app');
  const [search, setSearch] = useState('');
  const settled = useSettled(search.trim(), 350);
  const { data, error, loading } = useQuery(ProjectSearchDocument, {
    variables: { search: settled.slice(0, 100) },
    skip: settled === '',
  });
  const found = settled === '' ? [] : (data?.projects.edges ?? []).map(({ node }) => node);
  const empty =
    settled === ''
      ? t('projectPicker.type')
      : error
        ? t('projectPicker.error')
        : loading || settled !== search.trim()
          ? t('projectPicker.searching')
          : t('projectPicker.none');
  return (
    <Select
      id={id}
      mode="multiple"
      labelInValue
      showSearch={{ filterOption: false, searchValue: search, onSearch: setSearch }}
      value={value}
      notFoundContent={empty}
      options={found.map((one) => ({ value: one.id, label: `${one.title}（${one.organization.name}）` }))}
      onChange={(choices: ProjectChoice[]) => {
        setSearch('');
        onChange?.(choices.map((one) => ({ value: String(one.value), label: String(one.label) })));
      }}
    />
  );
}
