import { useQuery } from '@apollo/client/react';
import { ImpactOrganizationDocument, ImpactOrganizationsDocument } from '@hongchuang/schema';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { useSettled } from '../../lib/browser';
import { usePlatform } from '../../lib/platform';
import { useImpactFilter } from './impact-filters';
import styles from './impact.module.css';

/** The fields of the filter. */
export default function ImpactFilterForm() {
  const { t } = useTranslation('impact');
  const { get, set } = useAddressBar();
  const { platform, regionLabel, categoryLabel } = usePlatform();
  const { filtered, reversed, clear } = useImpactFilter();
  return (
    <search aria-label={t('filter.label')}>
      <div className={styles.filters}>
        <Labelled label={t('filter.organization')}>{(id) => <OrganizationSelect id={id} />}</Labelled>
        <Labelled label={t('filter.category')}>
          {(id) => (
            <Select
              id={id}
              value={get('category')}
              onChange={(value: string) => set({ category: value })}
              options={[
                { value: '', label: t('filter.anyCategory') },
                ...(platform?.categories ?? []).map(({ name }) => ({ value: name, label: categoryLabel(name) })),
              ]}
              popupMatchSelectWidth={false}
            />
          )}
        </Labelled>
        <Labelled label={t('filter.region')}>
          {(id) => (
            <Select
              id={id}
              value={get('region')}
              onChange={(value: string) => set({ region: value })}
              options={[
                { value: '', label: t('filter.anyRegion') },
                ...(platform?.regions ?? []).map(({ name }) => ({ value: name, label: regionLabel(name) })),
              ]}
              showSearch={{ optionFilterProp: 'label' }}
              popupMatchSelectWidth={false}
            />
          )}
        </Labelled>
        <Labelled label={t('filter.from')}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={get('from')}
              max={get('to') || undefined}
              onChange={(event) => set({ from: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t('filter.to')}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={get('to')}
              min={get('from') || undefined}
              onChange={(event) => set({ to: event.target.value })}
            />
          )}
        </Labelled>
      </div>
      <div className={styles.filterFoot}>
        {filtered && (
          <Button size="small" onClick={clear}>
            {t('filter.clear')}
          </Button>
        )}
        {reversed && (
          <p className="small amber" role="alert">
            {t('filter.reversed')}
          </p>
        )}
      </div>
    </search>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles.filter}>
      <label htmlFor={id} className="small quiet">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

/** Units are too many for a list, so they are searched. */
function OrganizationSelect({ id }: { id: string }) {
  const { t } = useTranslation('impact');
  const { get, set } = useAddressBar();
  const chosen = get('organization');
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim(), 300);
  const { data, previousData } = useQuery(ImpactOrganizationsDocument, { variables: { search: search || null } });
  const { data: named } = useQuery(ImpactOrganizationDocument, { variables: { id: chosen }, skip: !chosen });
  const found = (data ?? previousData)?.organizations.edges.map(({ node }) => node) ?? [];
  const own = named?.organization;
  const options = [
    // While the person searches, Enter has to take a result, so the empty choice is left out.
    ...(typed.trim() === '' ? [{ value: '', label: t('filter.anyOrganization') }] : []),
    ...(typed.trim() === '' && own && !found.some((one) => one.id === own.id)
      ? [{ value: own.id, label: own.name }]
      : []),
    ...found.map((one) => ({ value: one.id, label: one.name })),
  ];
  return (
    <Select
      id={id}
      // An id is not shown while its name loads, because an id means nothing to people.
      value={chosen === '' && typed === '' ? '' : options.some(({ value }) => value === chosen) ? chosen : null}
      onChange={(value: string | null) => {
        setTyped('');
        set({ organization: value ?? undefined });
      }}
      options={options}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t('filter.typeName')}
      notFoundContent={t('filter.notFound')}
      popupMatchSelectWidth={false}
    />
  );
}
