import type { RefundToDecideFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/money';
import styles from './refunds.module.css';

const SHOWN = 5;

/** The results of this visit, newest first, because a result must not disappear with its card. */
export function RefundResults({ orders }: { orders: readonly RefundToDecideFragment[] }) {
  const { t } = useTranslation('refunds');
  return (
    <div role="status" aria-label={t('results.label')}>
      {orders.length > 0 && (
        <ul className={styles.results}>
          {orders.slice(0, SHOWN).map((order) => (
            <li
              key={`${order.id}:${order.status}`}
              className={`${styles.result} ${order.status === 'PREPARED' ? styles.result_waiting : ''}`}
            >
              <span>
                {t(`results.${order.cause === 'MISTAKEN_CONFIRMATION' ? 'reversal' : 'refund'}.${order.status}`, {
                  project: order.project.title,
                  count: order.giftCount,
                })}
              </span>
              <Money fen={order.total} exact className="strong" />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
