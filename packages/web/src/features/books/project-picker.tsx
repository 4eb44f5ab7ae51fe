import { useQuery } from '@apollo/client/react';
import { BooksProjectDocument, BooksProjectsDocument } from '@hongchuang/schema';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettled } from '../../lib/browser';
import styles from './books.module.css';

/** One project of the city, found by its name. */
export default function ProjectPicker({
  slug,
  onChoose,
}: {
  slug: string;
  onChoose: (slug: string | undefined) => void;
}) {
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
