import type { RefundToDecideFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import styles from './refunds.module.css';
import { Written } from '../../ui/written';

/** A decided order with the link to its page. */
export function OrderRow({ order }: { order: RefundToDecideFragment }) {
  const { t } = useTranslation('refunds');
  const language = useLanguage();
  return (
    <li className={styles.item}>
      <p className="row-between">
        <Link to={`/treasury/refunds/${order.id}`}>
          <Written>{order.project.title}</Written>
        </Link>
        <Money fen={order.total} exact className="strong" />
      </p>
      <p className="small quiet">
        {t(`decided.state.${order.status}`, {
          date: formatDate(order.approvedAt ?? order.withdrawnAt ?? order.preparedAt, language),
        })}{' '}
        · {t(`terms:refundCause.${order.cause}`)} · {t('decided.gifts', { count: order.giftCount })}
      </p>
    </li>
  );
}
