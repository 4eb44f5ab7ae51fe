import { useQuery } from '@apollo/client/react';
import { DisclosureQueueDocument, type MissingReportFragment } from '@hongchuang/schema';
import { Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAddressBar } from '../../lib/address-bar';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { usePlatform } from '../../lib/platform';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { SearchBox } from '../../ui/search-box';
import { EmptyState, SkeletonText } from '../../ui/states';
import styles from './disclosure.module.css';
import { Standing, useReportName } from './disclosure-timeline';
import { noonOf } from './owed';
import { Written } from '../../ui/written';

const PAGE_SIZE = 20;

/** Late reports of the whole city, the longest overdue first; on request also those that are due. */
export function LateReports() {
  const { t } = useTranslation('disclosure');
  const { get, set } = useAddressBar();
  const { platform, regionLabel } = usePlatform();
  const first = useShownCount(PAGE_SIZE);
  const alsoDue = get('due') === '1';
  const region = get('region');
  const search = get('search').trim().slice(0, 100);
  const { data, previousData, error, refetch, fetchMore } = useQuery(DisclosureQueueDocument, {
    variables: { filter: { alsoDue, region: region || null, search: search || null }, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const filtered = alsoDue || region !== '' || search !== '';
  return (
    <div className="stack">
      <p className="quiet measure">{t('queue.lead')}</p>
      <search className={styles.filters}>
        <div className={styles.search}>
          <SearchBox label={t('queue.search')} hint={t('queue.search')} />
        </div>
        <Select
          aria-label={t('queue.region')}
          value={region}
          onChange={(value: string) => set({ region: value, shown: undefined })}
          options={[
            { value: '', label: t('queue.anyRegion') },
            ...(platform?.regions ?? []).map(({ name }) => ({ value: name, label: regionLabel(name) })),
          ]}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
        />
        <label className="row" style={{ gap: 8 }}>
          <Switch checked={alsoDue} onChange={(on) => set({ due: on ? '1' : undefined, shown: undefined })} />
          <span>{t('queue.alsoDue')}</span>
        </label>
      </search>
      <ConnectionList
        connection={data?.disclosureQueue ?? (error ? undefined : previousData?.disclosureQueue)}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        name={false}
        skeleton={<SkeletonText lines={6} />}
        empty={
          <EmptyState title={t(filtered ? 'queue.nothingFound' : 'queue.none')}>
            {t(filtered ? 'queue.nothingFoundAdvice' : 'queue.noneText')}
          </EmptyState>
        }
        container={(items) => (
          <ul className={`card ${styles.rows}`} aria-label={t('queue.label')}>
            {items}
          </ul>
        )}
      >
        {(owed) => <Row owed={owed} />}
      </ConnectionList>
    </div>
  );
}

function Row({ owed }: { owed: MissingReportFragment }) {
  const { t } = useTranslation('disclosure');
  const language = useLanguage();
  const { regionLabel } = usePlatform();
  const name = useReportName();
  const { project } = owed;
  return (
    <li className={styles.row}>
      <div>
        <Link to={`/projects/${project.slug}#disclosure`} className="strong" data-item={owed.id}>
          <Written>{project.title}</Written>
        </Link>
        <p className="small quiet">
          <Link to={`/organizations/${project.organization.id}`}>
            <Written>{project.organization.name}</Written>
          </Link>{' '}
          · {regionLabel(project.region)}
        </p>
      </div>
      <div>
        <p>{name(owed)}</p>
        <p className="small quiet">{t('dueOn', { date: formatDate(noonOf(owed.dueOn), language) })}</p>
      </div>
      <Standing owed={owed} />
    </li>
  );
}
