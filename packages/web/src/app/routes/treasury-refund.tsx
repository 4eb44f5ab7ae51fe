import { useQuery } from '@apollo/client/react';
import { RefundOrderDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { BankFile } from '../../features/refunds/bank-file';
import { OrderDecision } from '../../features/refunds/order-decision';
import { OrderGifts } from '../../features/refunds/order-gifts';
import styles from '../../features/refunds/refunds.module.css';
import { formatExact } from '../../lib/money';
import { useLivePage } from '../../lib/use-live-page';
import { StatusChip } from '../../ui/chip';
import { LoadMore, useShownCount } from '../../ui/load-more';
import { OrderHistory } from '../../ui/order-history';
import { Page, PageTitle, Section } from '../../ui/page';
import { ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';
import { Written } from '../../ui/written';

const PAGE = 50;
const REFUND_TOPICS = ['refunds'];
const TONE = { PREPARED: 'waiting', APPROVED: 'done', WITHDRAWN: 'quiet' } as const;

/** One refund order in any state: all its gifts, who decided, and the file for the bank. */
export function Component() {
  const { t } = useTranslation('refunds');
  const { id = '' } = useParams();
  const first = useShownCount(PAGE, 'gifts');
  const { data, error, refetch, fetchMore } = useQuery(RefundOrderDocument, {
    variables: { id, first },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(REFUND_TOPICS);
  const order = data?.refundOrder;
  if (error && !order)
    return (
      <Page>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (!data)
    return (
      <Page>
        <PageSkeleton />
      </Page>
    );
  if (!order) return <NotFound />;
  const isReversal = order.cause === 'MISTAKEN_CONFIRMATION';
  const gifts = order.items?.edges.map(({ node }) => node) ?? [];
  return (
    <Page>
      <p className="small">
        <Link to="/treasury/refunds">← {t('page.back')}</Link>
      </p>
      <PageTitle
        live
        title={t(isReversal ? 'page.reversal' : 'page.title', { project: order.project.title })}
        lead={order.project.organization.name}
      />
      <div className="stack-lg">
        <div className={styles.work}>
          <div className={styles.side}>
            <p className="row" style={{ gap: 12 }}>
              <StatusChip tone={TONE[order.status]}>
                {t(order.order?.state === 'REFUSED' ? 'page.status.REFUSED' : `page.status.${order.status}`)}
              </StatusChip>
              <Link to={`/projects/${order.project.slug}`}>
                <Written>{order.project.title}</Written>
              </Link>
            </p>
            <div className={`${styles.item} ${order.status === 'PREPARED' ? styles.due : ''}`}>
              <p className="strong">{t(`terms:refundCause.${order.cause}`)}</p>
              <p className={`small ${styles.reason}`}>
                <Written>{order.reason}</Written>
              </p>
            </div>
            {order.order && <OrderHistory order={order.order} />}
            {order.bankReference && (
              <p className="small quiet num">{t('page.reference', { reference: order.bankReference })}</p>
            )}
          </div>
          <OrderDecision order={order} onDecided={() => void refetch()} onStale={() => void refetch()} />
        </div>
        {!isReversal && (
          <Section title={t('file.title')}>
            <BankFile order={order} approved={order.status === 'APPROVED'} onTaken={() => void refetch()} />
          </Section>
        )}
        <Section title={t('page.gifts', { count: order.giftCount, total: formatExact(order.total, 'always') })}>
          <OrderGifts gifts={gifts} isReversal={isReversal} />
          {order.items && (
            <LoadMore
              shown={gifts.length}
              total={order.items.totalCount}
              pageInfo={order.items.pageInfo}
              fetchMore={fetchMore}
              pageSize={PAGE}
              name="gifts"
            />
          )}
        </Section>
      </div>
    </Page>
  );
}
