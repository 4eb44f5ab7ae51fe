import type { TransferToConfirmFragment } from '@hongchuang/schema';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useNow, usePhone } from '../../lib/browser';
import { formatDateTime, formatEndShortDate, formatShortDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { StatusChip } from '../../ui/chip';
import { DataTable } from '../../ui/data-table';
import { Money } from '../../ui/money';
import { Skeleton } from '../../ui/states';
import { expiryOf } from './transfer';
import styles from './treasury.module.css';

interface TransferListProps {
  transfers: readonly TransferToConfirmFragment[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** The waiting transfers, oldest first: a table, or rows on a phone. */
export function TransferList({ transfers, chosen, onChoose }: TransferListProps) {
  const { t } = useTranslation('treasury');
  const phone = usePhone();
  const language = useLanguage();
  const now = useNow();
  const addressOf = useAddressOf();

  if (phone) {
    return (
      <ul className={styles.rows} aria-label={t('table')}>
        {transfers.map((transfer) => (
          <li key={transfer.id}>
            <Link to={addressOf(transfer.id)} className={styles.row} preventScrollReset onClick={() => onChoose(transfer.id)}>
              <span className="row-between">
                <span className={styles.code}>{transfer.remarkCode ?? t('noCode')}</span>
                <Money fen={transfer.amount} exact className="strong" />
              </span>
              <span>{payerOf(transfer)}</span>
              <span className="small quiet">{transfer.project.title}</span>
              <span>
                <ExpiryMark transfer={transfer} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    );
  }

  const columns: TableProps<TransferToConfirmFragment>['columns'] = [
    {
      title: t('column.code'),
      render: (_value, transfer) => (
        <Link to={addressOf(transfer.id)} className={styles.code} preventScrollReset onClick={() => onChoose(transfer.id)}>
          {transfer.remarkCode ?? t('noCode')}
        </Link>
      ),
    },
    {
      title: t('column.name'),
      className: styles.name,
      render: (_value, transfer) => (
        <>
          {payerOf(transfer)}
          {transfer.onBehalfOfName && <span className="small quiet" style={{ display: 'block' }}>{t('onBehalf', { name: transfer.onBehalfOfName })}</span>}
        </>
      ),
    },
    { title: t('column.project'), className: styles.project, render: (_value, transfer) => <span className="small">{transfer.project.title}</span> },
    { title: t('column.amount'), align: 'right', render: (_value, transfer) => <Money fen={transfer.amount} exact className="strong" /> },
    {
      title: t('column.created'),
      render: (_value, transfer) => (
        <time className="small nowrap" dateTime={transfer.createdAt} title={formatDateTime(transfer.createdAt, language)}>
          {formatShortDate(transfer.createdAt, language, now)}
        </time>
      ),
    },
    { title: t('column.expires'), render: (_value, transfer) => <ExpiryMark transfer={transfer} /> },
  ];
  return <DataTable rows={transfers} columns={columns} label={t('table')} empty={null} onOpen={(transfer) => onChoose(transfer.id)} isActive={(transfer) => transfer.id === chosen} />;
}

/** The same page with this transfer open. */
function useAddressOf(): (id: string) => string {
  const { pathname, search } = useLocation();
  return (id) => {
    const params = new URLSearchParams(search);
    params.set('pledge', id);
    return `${pathname}?${params.toString()}`;
  };
}

/** Treasurers see the name on the transfer, also of those who stay anonymous to the public. */
export const payerOf = (transfer: Pick<TransferToConfirmFragment, 'payerName' | 'displayName'>): string => transfer.payerName ?? transfer.displayName;

export function ExpiryMark({ transfer }: { transfer: TransferToConfirmFragment }) {
  const { t } = useTranslation('treasury');
  const language = useLanguage();
  const now = useNow();
  if (!transfer.expiresAt) return null;
  const { state, days } = expiryOf(transfer.expiresAt, now);
  if (state === 'later') return <span className="small quiet nowrap">{t('expiry.later', { date: formatEndShortDate(transfer.expiresAt, language, now) })}</span>;
  return <StatusChip tone={state === 'past' ? 'quiet' : 'waiting'}>{t(`expiry.${state}`, { count: days })}</StatusChip>;
}

export function TransferListSkeleton() {
  return (
    <div className={styles.rows}>
      {[0, 1, 2, 3, 4, 5].map((index) => (
        <div key={index} className={styles.row}>
          <Skeleton height={24} />
        </div>
      ))}
    </div>
  );
}
