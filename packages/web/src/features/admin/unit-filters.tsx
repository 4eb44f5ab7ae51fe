import type { OrganizationFilter, OrganizationKind, VerificationStatus } from '@hongchuang/schema';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { SearchBox } from '../../ui/search-box';
import styles from './admin.module.css';

const KINDS: OrganizationKind[] = [
  'PARTY_COMMITTEE',
  'GOVERNMENT',
  'SOCIAL_WORK',
  'ENTERPRISE',
  'CHARITY',
  'COMMUNITY',
];
const STATES: VerificationStatus[] = ['WAITING', 'VERIFIED', 'REFUSED'];

/** The filter in the address bar. Unknown values are ignored, because people edit and share addresses. */
export function useUnitFilter(): { filter: OrganizationFilter; filtered: boolean } {
  const { get } = useAddressBar();
  const search = get('search').trim().slice(0, 100);
  const kind = KINDS.find((one) => one === get('kind'));
  const verification = STATES.find((one) => one === get('verification'));
  const filter: OrganizationFilter = {
    ...(search && { search }),
    ...(kind && { kind }),
    ...(verification && { verification }),
  };
  return { filter, filtered: Object.keys(filter).length > 0 };
}

export function UnitFilters() {
  const { t } = useTranslation('admin');
  const { get, set } = useAddressBar();
  const change = (name: string) => (value: string) => set({ [name]: value, shown: undefined });
  return (
    <search className={styles.filters}>
      <SearchBox label={t('units.search')} hint={t('units.searchHint')} />
      <Select
        aria-label={t('units.kind')}
        value={KINDS.find((one) => one === get('kind')) ?? ''}
        onChange={change('kind')}
        options={[
          { value: '', label: t('units.anyKind') },
          ...KINDS.map((value) => ({ value, label: t(`terms:organizationKind.${value}`) })),
        ]}
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={t('units.verification')}
        value={STATES.find((one) => one === get('verification')) ?? ''}
        onChange={change('verification')}
        options={[
          { value: '', label: t('units.anyVerification') },
          ...STATES.map((value) => ({ value, label: t(`terms:verification.${value}`) })),
        ]}
        popupMatchSelectWidth={false}
      />
    </search>
  );
}
