import { useQuery } from '@apollo/client/react';
import {
  RefundOrdersDocument,
  RefundsDueDocument,
  type RefundStatus,
  type RefundToDecideFragment,
} from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DueCard } from '../../features/refunds/due-card';
import { OrderRow } from '../../features/refunds/order-row';
import styles from '../../features/refunds/refunds.module.css';
import { RefundResults } from '../../features/refunds/results';
import { ReversalFinder } from '../../features/refunds/reversal-finder';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useAddressBar } from '../../lib/address-bar';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { LinkTabs } from '../../ui/link-tabs';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { NothingFound, QueueDesk } from '../../ui/queue-desk';
import { SearchBox } from '../../ui/search-box';
import { EmptyState, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';

const PAGE = 20;
const LISTS = ['due', 'prepared', 'decided', 'finder'] as const;

/** Refunds to donors, and reversals of mistaken confirmations. A treasurer prepares them and another person signs. */
export function Component() {
  const { t } = useTranslation('refunds');
  const { hasRole } = useViewer();
  const { get } = useAddressBar();
  const lists = hasRole('TREASURER') ? LISTS : LISTS.filter((list) => list !== 'finder');
  const list = lists.find((one) => one === get('list')) ?? 'due';
  const topics = useQueueTopics('refunds-due');
  useLivePage([...topics, 'refunds'], list);
  const [done, setDone] = useState<RefundToDecideFragment[]>([]);
  const onDone = (order: RefundToDecideFragment) => setDone((before) => [order, ...before]);
  return (
    <Page>
      <PageTitle live title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="refunds" />
      <div className="stack-lg">
        <p className="small quiet measure">{t('rules')}</p>
        <LinkTabs
          label={t('lists')}
          tabs={lists.map((one) => ({
            to: one === 'due' ? '/treasury/refunds' : `/treasury/refunds?list=${one}`,
            label: t(`${one}.title`),
            current: one === list,
          }))}
        />
        <RefundResults orders={done} />
        {list === 'due' && <Due onPrepared={onDone} />}
        {list === 'prepared' && <Orders key="PREPARED" status="PREPARED" empty={t('prepared.empty')} />}
        {list === 'decided' && <Orders key="APPROVED" status="APPROVED" empty={t('decided.empty')} />}
        {list === 'finder' && (
          <div className="stack">
            <p className="quiet measure">{t('finder.lead')}</p>
            <ReversalFinder onPrepared={onDone} />
          </div>
        )}
      </div>
    </Page>
  );
}

/** Ended projects whose gifts wait to be given back. */
function Due({ onPrepared }: { onPrepared: (order: RefundToDecideFragment) => void }) {
  const { t } = useTranslation('refunds');
  const view = useQueueView();
  const { data, previousData, ...query } = useQuery(RefundsDueDocument, {
    variables: { ...view, first: useShownCount(PAGE) },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <QueueDesk
      queue="refunds-due"
      money
      wide
      query={query}
      connection={(data ?? previousData)?.refundsDue}
      isCurrent={data !== undefined}
      pageSize={PAGE}
      label={t('due.title')}
      skeleton={<SkeletonText lines={6} />}
      empty={
        view.search ? (
          <NothingFound search={view.search} />
        ) : (
          <EmptyState title={t('due.empty')}>{t('due.emptyText')}</EmptyState>
        )
      }
      row={(project) => (
        <>
          <span className="row-between">
            <span className="strong">
              <Written>{project.title}</Written>
            </span>
            {project.refundDue && <Money fen={project.refundDue.amount - project.refundDue.prepared} exact />}
          </span>
          <span className="small quiet">
            <Written>{project.organization.name}</Written>
          </span>
        </>
      )}
      panel={(project, desk) => (
        <DueCard
          project={project}
          onPrepared={(order) => {
            onPrepared(order);
            desk.next();
          }}
        />
      )}
    />
  );
}

/** Refund orders in a status, each with a link to its page. */
function Orders({ status, empty }: { status: RefundStatus; empty: string }) {
  const { t } = useTranslation('queue');
  const { search } = useQueueView();
  const { data, previousData, error, refetch, fetchMore } = useQuery(RefundOrdersDocument, {
    variables: { status, search, first: useShownCount(PAGE) },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <div className="stack">
      <search style={{ maxWidth: 360 }}>
        <SearchBox label={t('search')} hint={t('searchHint')} />
      </search>
      <ConnectionList
        connection={(data ?? previousData)?.refundOrders}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={4} />}
        empty={search ? <NothingFound search={search} /> : <EmptyState title={empty} />}
        container={(items) => <ul className={styles.list}>{items}</ul>}
      >
        {(order) => <OrderRow order={order} />}
      </ConnectionList>
    </div>
  );
}
