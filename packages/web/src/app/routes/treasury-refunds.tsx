import { useApolloClient, useQuery } from '@apollo/client/react';
import { RefundOrdersDocument, RefundsDueDocument, type RefundToDecideFragment } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DueCard } from '../../features/refunds/due-card';
import { OrderCard } from '../../features/refunds/order-card';
import { OrderRow } from '../../features/refunds/order-row';
import styles from '../../features/refunds/refunds.module.css';
import { RefundResults } from '../../features/refunds/results';
import { ReversalFinder } from '../../features/refunds/reversal-finder';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useFreshPage } from '../../lib/use-fresh-page';
import { askAgain } from '../../lib/ask-again';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, SkeletonText } from '../../ui/states';

const PAGE = 10;

/** What goes back to donors, and confirmations that were a mistake: prepared by a treasurer, approved by somebody else. */
export function Component() {
  const { t } = useTranslation('refunds');
  const { hasRole } = useViewer();
  const orders = useQuery(RefundOrdersDocument, { variables: { status: 'PREPARED', first: useShownCount(PAGE, 'orders') }, fetchPolicy: 'cache-and-network' });
  const due = useQuery(RefundsDueDocument, { variables: { first: useShownCount(PAGE, 'due') }, fetchPolicy: 'cache-and-network' });
  const decided = useQuery(RefundOrdersDocument, { variables: { status: 'APPROVED', first: useShownCount(PAGE, 'decided') }, fetchPolicy: 'cache-and-network' });
  const [done, setDone] = useState<RefundToDecideFragment[]>([]);
  const client = useApolloClient();
  useFreshPage();
  const onDone = (order: RefundToDecideFragment) => {
    setDone((before) => [order, ...before]);
  };
  const waiting = orders.data && due.data && orders.data.refundOrders.totalCount + due.data.refundsDue.totalCount;
  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="refunds" total={waiting} />
      <div className="stack-lg">
        <p className="small quiet measure">{t('rules')}</p>
        <RefundResults orders={done} />
        <Section title={t('orders.title')}>
          <ConnectionList
            connection={orders.data?.refundOrders}
            error={orders.error}
            refetch={orders.refetch}
            fetchMore={orders.fetchMore}
            pageSize={PAGE}
            name="orders"
            skeleton={<SkeletonText lines={4} />}
            empty={<p className="quiet">{t('orders.empty')}</p>}
            container={(items) => <div className="stack">{items}</div>}
          >
            {(order) => <OrderCard order={order} onDecided={onDone} onStale={() => void askAgain(client)} />}
          </ConnectionList>
        </Section>
        <Section title={t('due.title')}>
          <ConnectionList
            connection={due.data?.refundsDue}
            error={due.error}
            refetch={due.refetch}
            fetchMore={due.fetchMore}
            pageSize={PAGE}
            name="due"
            skeleton={<SkeletonText lines={6} />}
            empty={<EmptyState title={t('due.empty')}>{t('due.emptyText')}</EmptyState>}
            container={(items) => <div className="stack">{items}</div>}
          >
            {(project) => <DueCard project={project} onPrepared={onDone} />}
          </ConnectionList>
        </Section>
        <Section title={t('decided.title')}>
          <ConnectionList
            connection={decided.data?.refundOrders}
            error={decided.error}
            refetch={decided.refetch}
            fetchMore={decided.fetchMore}
            pageSize={PAGE}
            name="decided"
            skeleton={<SkeletonText lines={3} />}
            empty={<p className="quiet">{t('decided.empty')}</p>}
            container={(items) => <ul className={styles.list}>{items}</ul>}
          >
            {(order) => <OrderRow order={order} />}
          </ConnectionList>
        </Section>
        {hasRole('TREASURER') && (
          <Section title={t('finder.title')}>
            <p className="quiet measure">{t('finder.lead')}</p>
            <ReversalFinder onPrepared={onDone} />
          </Section>
        )}
      </div>
    </Page>
  );
}
