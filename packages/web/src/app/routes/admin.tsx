import { useQuery } from '@apollo/client/react';
import {
  AdminAccountsDocument,
  AdminUnitDetailDocument,
  type AdminUnitFragment,
  AdminUnitsDocument,
  UnitQueueDocument,
} from '@hongchuang/schema';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AccountRow } from '../../features/admin/account-row';
import styles from '../../features/admin/admin.module.css';
import { ReplaceOwner } from '../../features/admin/replace-owner';
import { AccessChanges, RoleChanges } from '../../features/admin/changes-to-sign';
import { ParentRequestList } from '../../features/organizations/parent-request-list';
import { UnitChangeList } from '../../features/organizations/unit-change-list';
import { UnitFacts } from '../../features/admin/unit-facts';
import { UnitFilters, useUnitFilter } from '../../features/admin/unit-filters';
import { UnitTable } from '../../features/admin/unit-table';
import { UnitTree } from '../../features/admin/unit-tree';
import { VerifyForm } from '../../features/admin/verify-form';
import { useAddressBar } from '../../lib/address-bar';
import { useLivePage } from '../../lib/use-live-page';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useQueueTopics, useQueueView, useWaiting } from '../../lib/queue-view';
import { useViewer } from '../../lib/viewer';
import { ActsOf } from '../../ui/acts-of';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { Page, PageTitle, Section } from '../../ui/page';
import { NothingFound, QueueDesk } from '../../ui/queue-desk';
import { SearchBox } from '../../ui/search-box';
import { EmptyState, ErrorState, PageSkeleton, SkeletonText } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { Written } from '../../ui/written';

const PAGE = 20;
const TABS = ['waiting', 'units', 'accounts'] as const;
type Tab = (typeof TABS)[number];

export function Component() {
  const { t } = useTranslation('admin');
  const { get } = useAddressBar();
  const tab: Tab = TABS.find((one) => one === get('tab')) ?? 'waiting';
  const unit = get('unit');
  const topics = {
    waiting: useQueueTopics('units'),
    units: [...useQueueTopics('units'), ...useQueueTopics('unit-parents'), ...useQueueTopics('unit-changes')],
    accounts: [...useQueueTopics('role-changes'), ...useQueueTopics('access-changes')],
  };
  useLivePage(topics[tab], tab);
  const total = useWaiting()((address) => address === '/admin');

  return (
    <Page>
      <PageTitle live title={t('title')} lead={t('lead')} />
      <nav aria-label={t('tabs.label')} className={styles.tabs}>
        {TABS.map((one) => (
          <Link
            key={one}
            to={one === 'waiting' ? '/admin' : `/admin?tab=${one}`}
            className={`${styles.tab} ${one === tab ? styles.tabCurrent : ''}`}
            aria-current={one === tab ? 'page' : undefined}
          >
            {one === 'waiting' && total !== undefined
              ? t('tabs.count', { label: t('tabs.waiting'), total })
              : t(`tabs.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'waiting' && <Waiting />}
      {tab === 'units' && (unit ? <Unit key={unit} id={unit} /> : <Units />)}
      {tab === 'accounts' && <Accounts />}
    </Page>
  );
}

function Waiting() {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const view = useQueueView();
  const first = useShownCount(PAGE);
  const { data, previousData, ...query } = useQuery(UnitQueueDocument, {
    variables: { ...view, first },
    fetchPolicy: 'cache-and-network',
  });
  const [handled, setHandled] = useState<AdminUnitFragment[]>([]);
  return (
    <QueueDesk
      queue="units"
      wide
      query={query}
      connection={(data ?? previousData)?.unitQueue}
      isCurrent={data !== undefined}
      pageSize={PAGE}
      label={t('tabs.waiting')}
      search={{ label: t('units.search'), hint: t('units.searchHint') }}
      skeleton={<SkeletonText lines={8} />}
      empty={
        view.search ? (
          <NothingFound search={view.search} />
        ) : (
          <EmptyState
            title={t('waiting.empty')}
            actions={<LinkButton to="/admin?tab=units">{t('waiting.seeUnits')}</LinkButton>}
          >
            {t('waiting.emptyText')}
          </EmptyState>
        )
      }
      row={(unit) => (
        <>
          <span className="strong">
            <Written>{unit.name}</Written>
          </span>
          <span className="small quiet">{t(`terms:organizationKind.${unit.kind}`)}</span>
        </>
      )}
      panel={(unit, desk) => (
        <article className="card card-pad stack" aria-label={unit.name}>
          <div>
            <h2>
              <Written>{unit.name}</Written>
            </h2>
            <p className="small quiet">{t('waiting.registered', { date: formatDate(unit.createdAt, language) })}</p>
          </div>
          <UnitFacts unit={unit} />
          <ActsOf role="ADMIN">
            <VerifyForm
              unit={unit}
              onDone={(one) => {
                setHandled((before) => [one, ...before]);
                desk.next();
              }}
            />
          </ActsOf>
        </article>
      )}
      above={
        <div role="status" aria-label={t('waiting.results')}>
          {handled.length > 0 && (
            <ul className={styles.results}>
              {handled.slice(0, 5).map((unit) => (
                <li
                  key={unit.id}
                  className={`${styles.result} ${unit.verification === 'VERIFIED' ? '' : styles.resultRefused}`}
                >
                  {t(unit.verification === 'VERIFIED' ? 'waiting.verified' : 'waiting.refused', { name: unit.name })}
                </li>
              ))}
            </ul>
          )}
        </div>
      }
    />
  );
}

function Units() {
  const { t } = useTranslation('admin');
  const { set } = useAddressBar();
  const { filter, filtered } = useUnitFilter();
  const first = useShownCount(PAGE);
  const { data, previousData, error, refetch, fetchMore } = useQuery(AdminUnitsDocument, {
    variables: { filter, first },
  });
  const connection = (data ?? previousData)?.organizations;
  return (
    <>
      <ParentRequestList />
      <UnitChangeList />
      <UnitFilters />
      <ConnectionList
        connection={error ? undefined : connection}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={10} />}
        empty={
          <EmptyState
            title={t(filtered ? 'units.nothingFound' : 'units.empty')}
            actions={
              filtered && (
                <Button
                  onClick={() => set({ search: undefined, kind: undefined, verification: undefined, shown: undefined })}
                >
                  {t('units.clear')}
                </Button>
              )
            }
          >
            {!filtered && t('units.emptyText')}
          </EmptyState>
        }
        whole={(units) => <UnitTable units={units} />}
      />
    </>
  );
}

function Unit({ id }: { id: string }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const [saved, setSaved] = useState(false);
  const { data, error, refetch } = useQuery(AdminUnitDetailDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const unit = data?.organization;
  const back = (
    <p style={{ marginBottom: 16 }}>
      <Link to="/admin?tab=units">{t('units.back')}</Link>
    </p>
  );
  if (unit === null)
    return (
      <EmptyState title={t('units.gone')} actions={<LinkButton to="/admin?tab=units">{t('units.back')}</LinkButton>} />
    );
  if (!unit) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />;
  return (
    <>
      {back}
      <div className="stack-lg">
        <div className={`card card-pad ${styles.unit}`}>
          <div className="stack">
            <div className="row" style={{ gap: 8 }}>
              <h2>
                <Written>{unit.name}</Written>
              </h2>
              <TermChip kind="verification" value={unit.verification} />
            </div>
            <UnitFacts unit={unit} />
            {unit.verification === 'VERIFIED' && (
              <p>
                <Link to={`/organizations/${unit.id}`}>{t('units.open')}</Link>
              </p>
            )}
          </div>
          <ActsOf role="ADMIN">
            <div className="stack">
              <h3>{t('verify.title')}</h3>
              <VerifyForm unit={unit} onDone={() => setSaved(true)} />
              <p role="status" className="small pine">
                {saved ? `✓ ${t('verify.saved')}` : ''}
              </p>
            </div>
          </ActsOf>
        </div>
        <Section title={t('units.tree')}>
          <UnitTree parentId={unit.id} />
        </Section>
        <Section title={t('units.members')}>
          {unit.members && unit.members.length > 0 ? (
            <ul className={styles.members}>
              {unit.members.map((member) => (
                <li key={member.userId}>
                  <span className="strong">
                    <Written>{member.name}</Written>
                  </span>
                  <span>{t(`terms:membershipRole.${member.role}`)}</span>
                  <span className="small quiet">{member.email}</span>
                  <span className="small quiet">{t('units.since', { date: formatDate(member.since, language) })}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p className="quiet">{t('units.noMembers')}</p>
          )}
          <ActsOf role="ADMIN">
            <ReplaceOwner organizationId={unit.id} />
          </ActsOf>
        </Section>
      </div>
    </>
  );
}

function Accounts() {
  const { t } = useTranslation('admin');
  const { get, set } = useAddressBar();
  const { viewer } = useViewer();
  const search = get('search').trim().slice(0, 100);
  const only = get('only');
  const first = useShownCount(PAGE);
  const { data, previousData, error, refetch, fetchMore } = useQuery(AdminAccountsDocument, {
    variables: { search: search || null, suspended: only === 'suspended' ? true : null, first },
  });
  const connection = (data ?? previousData)?.accounts;
  return (
    <>
      <RoleChanges />
      <AccessChanges />
      <search className={`stack ${styles.search}`}>
        <SearchBox label={t('accounts.search')} hint={t('accounts.searchHint')} />
        <Checkbox
          checked={only === 'suspended'}
          onChange={(event) => set({ only: event.target.checked ? 'suspended' : undefined, shown: undefined })}
        >
          {t('accounts.onlySuspended')}
        </Checkbox>
      </search>
      <ConnectionList
        connection={error ? undefined : connection}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={10} />}
        empty={
          <EmptyState
            title={search ? t('accounts.empty', { search }) : t(only ? 'accounts.noneSuspended' : 'accounts.nobody')}
            actions={search && <Button onClick={() => set({ search: undefined })}>{t('accounts.clear')}</Button>}
          >
            {search && t('accounts.emptyText')}
          </EmptyState>
        }
        container={(items) => (
          <ul className={styles.accounts} aria-label={t('accounts.table')}>
            {items}
          </ul>
        )}
      >
        {(account) => <AccountRow account={account} own={account.id === viewer?.id} />}
      </ConnectionList>
    </>
  );
}
