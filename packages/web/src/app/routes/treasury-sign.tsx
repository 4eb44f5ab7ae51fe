import { useQuery } from '@apollo/client/react';
import { OrdersToSignDocument, type RefundToDecideFragment, type StageToReleaseFragment } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefundResults } from '../../features/refunds/results';
import { ReleaseResults } from '../../features/stages/release-results';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { QueueDesk } from '../../ui/queue-desk';
import { EmptyState, SkeletonText } from '../../ui/states';
import { OrderToSign } from '../treasury/order-to-sign';
import { Written } from '../../ui/written';

const PAGE = 20;

/** Orders of every kind that wait for the viewer's signature: payments, refunds, returns and bookings. */
export function Component() {
  const { t } = useTranslation('stages');
  const { sort } = useQueueView();
  const { data, previousData, ...query } = useQuery(OrdersToSignDocument, {
    variables: { sort, first: useShownCount(PAGE) },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(useQueueTopics('to-sign'));
  const [stages, setStages] = useState<StageToReleaseFragment[]>([]);
  const [refunds, setRefunds] = useState<RefundToDecideFragment[]>([]);
  return (
    <Page>
      <PageTitle live title={t('sign.title')} lead={t('sign.lead')} />
      <TreasuryTabs current="sign" />
      <QueueDesk
        queue="to-sign"
        money
        wide
        search={false}
        query={query}
        connection={(data ?? previousData)?.ordersToSign}
        isCurrent={data !== undefined}
        pageSize={PAGE}
        label={t('sign.title')}
        skeleton={<SkeletonText lines={8} />}
        empty={<EmptyState title={t('sign.empty')}>{t('sign.emptyText')}</EmptyState>}
        row={(order) => (
          <>
            <span className="row-between">
              <span className="strong">{order.label}</span>
              <Money fen={order.amount} exact />
            </span>
            {order.project && (
              <span className="small">
                <Written>{order.project.title}</Written>
              </span>
            )}
            <span className="small quiet">{t('sign.preparedBy', { name: order.preparedBy ?? '' })}</span>
          </>
        )}
        panel={(order, { next }) => (
          <OrderToSign
            id={order.id}
            onStage={(stage) => {
              setStages((before) => [stage, ...before]);
              next();
            }}
            onRefund={(refund) => {
              setRefunds((before) => [refund, ...before]);
              next();
            }}
            onLine={next}
          />
        )}
        above={
          <>
            <ReleaseResults stages={stages} />
            <RefundResults orders={refunds} />
          </>
        }
      />
    </Page>
  );
}
