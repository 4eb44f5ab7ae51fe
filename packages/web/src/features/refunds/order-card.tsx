import type { RefundWithGiftsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Money } from '../../ui/money';
import { GiftRow } from './gift-row';
import { OrderDecision, type OrderDecisionProps } from './order-decision';
import styles from './refunds.module.css';
import { Written } from '../../ui/written';

/** One order that waits for its second person: what goes back, why, and the buttons to approve or withdraw it. */
export function OrderCard({
  order,
  ...decision
}: Omit<OrderDecisionProps, 'order'> & { order: RefundWithGiftsFragment }) {
  const { t } = useTranslation('refunds');
  const { project, preview } = order;
  const gifts = preview?.edges.map(({ node }) => node) ?? [];
  const more = (preview?.totalCount ?? 0) - gifts.length;

  return (
    <article
      className={`card card-pad ${styles.work}`}
      aria-label={`${project.title}: ${t(`terms:refundCause.${order.cause}`)}`}
    >
      <div className={styles.side}>
        <div>
          <h3 className={styles.title}>
            <Link to={`/projects/${project.slug}`}>
              <Written>{project.title}</Written>
            </Link>
          </h3>
          <p className="small quiet">
            <Written>{project.organization.name}</Written>
          </p>
        </div>
        <div className={`${styles.item} ${styles.due}`}>
          <p className="strong">{t(`terms:refundCause.${order.cause}`)}</p>
          <p className={`small ${styles.reason}`}>
            <Written>{order.reason}</Written>
          </p>
        </div>
        <ul className={styles.gifts} aria-label={t('desk.gifts')}>
          {gifts.map(({ amount, pledge }) => (
            <li key={pledge.id}>
              <GiftRow gift={pledge} />
              <Money fen={amount} exact />
            </li>
          ))}
          {more > 0 && <li className="quiet">{t('desk.more', { count: more })}</li>}
        </ul>
        <p>
          <Link to={`/treasury/refunds/${order.id}`}>{t('desk.open', { count: order.giftCount })}</Link>
        </p>
      </div>
      <OrderDecision order={order} {...decision} />
    </article>
  );
}
