import type { GiftRefundsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { Money } from '../../ui/money';
import styles from './refunds.module.css';
import { Written } from '../../ui/written';

/** In a list of gifts: how much of a gift went back; nothing when nothing did. */
export function GiftRefundLine({ gift }: { gift: GiftRefundsFragment }) {
  const { t } = useTranslation('refunds');
  if (gift.refundedAmount === 0) return null;
  return (
    <p className="small amber">
      {t(gift.status === 'REFUNDED' ? 'gift.whole' : 'gift.part', {
        amount: formatExact(gift.refundedAmount, 'always'),
      })}
    </p>
  );
}

/** On the page of one gift: its refunds, with date and reason. */
export function GiftRefundSheet({ gift }: { gift: GiftRefundsFragment }) {
  const { t } = useTranslation('refunds');
  const language = useLanguage();
  if (gift.refunds.length === 0) return null;
  return (
    <section className={styles.sheet} aria-labelledby="gift-refunds">
      <h2 id="gift-refunds">{t('gift.title')}</h2>
      <ul className={styles.list}>
        {[...gift.refunds].reverse().map(({ amount, order }) => (
          <li key={order.id} className={styles.item}>
            <p className="row-between">
              <span>{t(order.cause === 'MISTAKEN_CONFIRMATION' ? 'gift.corrected' : 'gift.refunded')}</span>
              <Money fen={amount} exact className="strong" />
            </p>
            <p className={`small ${styles.reason}`}>
              <Written>{order.reason}</Written>
            </p>
            {order.approvedAt && <p className="small quiet num">{formatDateTime(order.approvedAt, language)}</p>}
            {order.cause === 'MISTAKEN_CONFIRMATION' && gift.status === 'PENDING' && (
              <p className="small">{t('gift.payAgain')}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
