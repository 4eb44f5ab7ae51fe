import { useQuery } from '@apollo/client/react';
import {
  BankReconciliationDocument,
  OpenLineQueueDocument,
  type StatementLinePartsFragment,
  StatementsDocument,
  SuspenseQueueDocument,
  UnlinkedEntriesDocument,
} from '@hongchuang/schema';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Balance } from '../../features/reconciliation/balance';
import { BankEntryFace } from '../../features/reconciliation/bank-entry';
import { BulkLines, BulkResult } from '../../features/reconciliation/bulk-lines';
import { isBusy } from '../../features/reconciliation/busy';
import { LinePanel } from '../../features/reconciliation/line-panel';
import { MovementWordsList } from '../../features/reconciliation/movement-words';
import styles from '../../features/reconciliation/reconciliation.module.css';
import { StatementRow } from '../../features/reconciliation/statement-rows';
import { UploadStatement } from '../../features/reconciliation/upload-statement';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useAddressBar } from '../../lib/address-bar';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { useQueueView } from '../../lib/queue-view';
import { useChanged } from '../../lib/use-changed';
import { useLivePage } from '../../lib/use-live-page';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { LinkTabs } from '../../ui/link-tabs';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { NothingFound, QueueDesk, type QueueDeskProps } from '../../ui/queue-desk';
import { EmptyState, ErrorState, Loading, SkeletonText } from '../../ui/states';

const PAGE = 20;
const STATEMENT_TOPICS = ['statements'];
const LISTS = ['statements', 'open', 'suspense', 'entries'] as const;

/** The bank statements of the special account, and whether the ledger agrees with them. */
export function Component() {
  const { t } = useTranslation('reconciliation');
  const navigate = useNavigate();
  const { hasRole } = useViewer();
  const { get } = useAddressBar();
  const list = LISTS.find((one) => one === get('list')) ?? 'statements';
  const { data, error, refetch } = useQuery(BankReconciliationDocument, { fetchPolicy: 'cache-and-network' });
  useLivePage(STATEMENT_TOPICS);
  const reconciliation = data?.bankReconciliation;
  const labels = {
    statements: t('list.title'),
    open: t('filter.OPEN'),
    suspense: t('filter.SUSPENSE'),
    entries: t('entry.title'),
  };
  const totals = {
    statements: undefined,
    open: reconciliation?.lines.count,
    suspense: reconciliation?.suspense.count,
    entries: reconciliation?.entries.count,
  };
  return (
    <Page>
      <PageTitle live title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="statements" />
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
          <LinkTabs
            label={t('filter.label')}
            tabs={LISTS.map((one) => ({
              to: one === 'statements' ? '?' : `?list=${one}`,
              label: labels[one],
              total: totals[one],
              current: one === list,
            }))}
          />
          {list === 'statements' && <Statements onChanged={() => void refetch().catch(() => undefined)} />}
          {list === 'open' && <OpenLines />}
          {list === 'suspense' && <Suspense />}
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
  const { data, error, refetch, fetchMore } = useQuery(StatementsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  });
  // The balance takes long to compute, so it is read when the server has finished its work and not after each step.
  const busy = data?.statements.edges.some(({ node }) => isBusy(node.state)) ?? false;
  const latest = useRef(onChanged);
  latest.current = onChanged;
  useEffect(() => {
    if (!busy) latest.current();
  }, [busy]);
  useChanged(STATEMENT_TOPICS, () => {
    if (!busy) onChanged();
  });
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

/** Lines of all statements that nobody has settled yet. */
function OpenLines() {
  const { t } = useTranslation('reconciliation');
  const { data, previousData, ...query } = useQuery(OpenLineQueueDocument, useLines());
  const { search } = useQueueView();
  const [workId, setWorkId] = useState<string>();
  return (
    <LineDesk
      queue="open-lines"
      label={t('filter.OPEN')}
      empty={t('lines.empty.OPEN')}
      query={query}
      connection={(data ?? previousData)?.openLineQueue}
      isCurrent={data !== undefined}
      amountOf={({ amount }) => amount}
      notes={workId !== undefined && <BulkResult key={workId} workId={workId} />}
      bulk={{
        canTick: ({ pledge, movementKind }) => pledge !== null || movementKind !== null,
        nameOf: ({ name, amount }) => `${name ?? t('lines.noName')} ${formatExact(amount, 'always')}`,
        amountOf: ({ amount }) => amount,
        preview: (choice, close) => (
          <BulkLines
            choice={choice}
            search={search}
            onStarted={(id) => {
              setWorkId(id);
              close();
            }}
            onClose={close}
          />
        ),
      }}
    />
  );
}

/** Lines whose money is in suspense. */
function Suspense() {
  const { t } = useTranslation('reconciliation');
  const { data, previousData, ...query } = useQuery(SuspenseQueueDocument, useLines());
  return (
    <LineDesk
      queue="suspense"
      label={t('filter.SUSPENSE')}
      empty={t('lines.empty.SUSPENSE')}
      query={query}
      connection={(data ?? previousData)?.suspenseQueue}
      isCurrent={data !== undefined}
      amountOf={({ suspense }) => suspense}
    />
  );
}

function useLines() {
  return { variables: { ...useQueueView(), first: useShownCount(PAGE) }, fetchPolicy: 'cache-and-network' as const };
}

function LineDesk({
  empty,
  amountOf,
  ...desk
}: Pick<
  QueueDeskProps<StatementLinePartsFragment>,
  'queue' | 'label' | 'query' | 'connection' | 'isCurrent' | 'notes' | 'bulk'
> & {
  empty: string;
  amountOf: (line: StatementLinePartsFragment) => number;
}) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { search } = useQueueView();
  return (
    <QueueDesk
      {...desk}
      money
      wide
      search={{ label: t('filter.search'), hint: t('filter.searchHint') }}
      pageSize={PAGE}
      skeleton={<SkeletonText lines={8} />}
      empty={search ? <NothingFound search={search} /> : <EmptyState title={empty} />}
      row={(line) => (
        <>
          <span className="row-between">
            <span className="strong">{line.name ?? t('lines.noName')}</span>
            <Money fen={amountOf(line)} exact />
          </span>
          <span className="small">{line.text || t('lines.noText')}</span>
          <span className="small quiet num">{formatDateTime(line.bookedAt, language)}</span>
        </>
      )}
      panel={(line, { next }) => <LinePanel line={line} onDone={next} />}
    />
  );
}

function Entries() {
  const { t } = useTranslation('reconciliation');
  const first = useShownCount(PAGE);
  const { data, error, refetch, fetchMore } = useQuery(UnlinkedEntriesDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  });
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
