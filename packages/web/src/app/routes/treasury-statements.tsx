import { useQuery } from '@apollo/client/react';
import { BankReconciliationDocument, StatementLinesDocument, StatementsDocument, UnlinkedEntriesDocument, type StatementLineStatus } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Balance } from '../../features/reconciliation/balance';
import { BankEntryFace } from '../../features/reconciliation/bank-entry';
import { isBusy, useWhileBusy } from '../../features/reconciliation/busy';
import { LineWork } from '../../features/reconciliation/line-work';
import { MovementWordsList } from '../../features/reconciliation/movement-words';
import styles from '../../features/reconciliation/reconciliation.module.css';
import { StatementLineRow } from '../../features/reconciliation/statement-line';
import { StatementRow } from '../../features/reconciliation/statement-rows';
import { UploadStatement } from '../../features/reconciliation/upload-statement';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useAddressBar } from '../../lib/address-bar';
import { useFreshPage } from '../../lib/use-fresh-page';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { LinkTabs } from '../../ui/link-tabs';
import { useShownCount } from '../../ui/load-more';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState, ErrorState, Loading, SkeletonText } from '../../ui/states';

const PAGE = 20;
const LISTS = ['statements', 'open', 'suspense', 'entries'] as const;

/** The bank's statements of the special account, and whether the ledger equals them. */
export function Component() {
  const { t } = useTranslation('reconciliation');
  const navigate = useNavigate();
  const { hasRole } = useViewer();
  const { get } = useAddressBar();
  const list = LISTS.find((one) => one === get('list')) ?? 'statements';
  const { data, error, refetch } = useQuery(BankReconciliationDocument, { fetchPolicy: 'cache-and-network' });
  useFreshPage();
  const reconciliation = data?.bankReconciliation;
  const labels = { statements: t('list.title'), open: t('filter.OPEN'), suspense: t('filter.SUSPENSE'), entries: t('entry.title') };
  const totals = { statements: undefined, open: reconciliation?.lines.count, suspense: reconciliation?.suspense.count, entries: reconciliation?.entries.count };
  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="statements" total={undefined} />
      <div className="stack-lg">
        {error && !reconciliation && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!reconciliation && !error && (
          <Loading>
            <SkeletonText lines={5} />
          </Loading>
        )}
        {reconciliation && <Balance reconciliation={reconciliation} />}
        {hasRole('TREASURER') && <UploadStatement onUploaded={(id) => void navigate(`/treasury/statements/${id}`)} />}
        <div>
          <LinkTabs label={t('filter.label')} tabs={LISTS.map((one) => ({ to: one === 'statements' ? '?' : `?list=${one}`, label: labels[one], total: totals[one], current: one === list }))} />
          {list === 'statements' && <Statements onChanged={() => void refetch()} />}
          {list === 'open' && <Lines key="open" status="OPEN" />}
          {list === 'suspense' && <Lines key="suspense" status="SUSPENSE" />}
          {list === 'entries' && <Entries />}
        </div>
        {list === 'statements' && <MovementWordsList />}
      </div>
    </Page>
  );
}

function Statements({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation('reconciliation');
  const first = useShownCount(PAGE);
  const { data, error, refetch, fetchMore, startPolling, stopPolling } = useQuery(StatementsDocument, { variables: { first }, fetchPolicy: 'cache-and-network' });
  useWhileBusy(data?.statements.edges.some(({ node }) => isBusy(node.state)) ?? false, { startPolling, stopPolling }, onChanged);
  return (
    <ConnectionList
      connection={data?.statements}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE}
      skeleton={<SkeletonText lines={6} />}
      empty={<EmptyState title={t('list.empty')}>{t('list.emptyText')}</EmptyState>}
      container={(items) => (
        <ul className={styles.rows} aria-label={t('list.label')}>
          {items}
        </ul>
      )}
    >
      {(statement) => <StatementRow statement={statement} />}
    </ConnectionList>
  );
}

function Lines({ status }: { status: StatementLineStatus }) {
  const { t } = useTranslation('reconciliation');
  const first = useShownCount(PAGE);
  const { data, error, refetch, fetchMore } = useQuery(StatementLinesDocument, { variables: { statuses: [status], first }, fetchPolicy: 'cache-and-network' });
  return (
    <ConnectionList
      connection={data?.statementLines}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE}
      skeleton={<SkeletonText lines={8} />}
      empty={<EmptyState title={t(`lines.empty.${status}`)} />}
      container={(items) => (
        <ul className={styles.rows} aria-label={t('lines.label')}>
          {items}
        </ul>
      )}
    >
      {(line) => (
        <StatementLineRow line={line}>{(close) => <LineWork line={line} onDone={() => { close(); void refetch(); }} />}</StatementLineRow>
      )}
    </ConnectionList>
  );
}

function Entries() {
  const { t } = useTranslation('reconciliation');
  const first = useShownCount(PAGE);
  const { data, error, refetch, fetchMore } = useQuery(UnlinkedEntriesDocument, { variables: { first }, fetchPolicy: 'cache-and-network' });
  return (
    <ConnectionList
      connection={data?.unlinkedEntries}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE}
      skeleton={<SkeletonText lines={6} />}
      empty={<EmptyState title={t('entry.empty')} />}
      container={(items) => (
        <ul className={styles.rows} aria-label={t('entry.label')}>
          {items}
        </ul>
      )}
    >
      {(entry) => (
        <li className={styles.statement}>
          <BankEntryFace entry={entry} />
        </li>
      )}
    </ConnectionList>
  );
}
