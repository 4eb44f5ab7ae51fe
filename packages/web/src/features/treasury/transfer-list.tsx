import type { TransferToConfirmFragment } from '@hongchuang/schema';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow, usePhone } from '../../lib/browser';
import { formatDateTime, formatShortDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { DataTable } from '../../ui/data-table';
import { Money } from '../../ui/money';
import type { DeskTicks } from '../../ui/queue-desk';
import { QueueMark } from '../../ui/queue-items';
import { Skeleton } from '../../ui/states';
import styles from './treasury.module.css';
import { Written } from '../../ui/written';

interface TransferListProps {
  transfers: readonly TransferToConfirmFragment[];
  chosen: string | undefined;
  choose: (id: string) => void;
  addressOf: (id: string) => string;
  ticks?: DeskTicks<TransferToConfirmFragment>;
}

/** The waiting transfers, oldest first: a table, or rows on a phone. */
export function TransferList({ transfers, chosen, choose, addressOf, ticks }: TransferListProps) {
  const { t } = useTranslation('treasury');
  const phone = usePhone();
  const language = useLanguage();
  const now = useNow();

  if (phone) {
    return (
      <ul className={styles.rows} aria-label={t('table')}>
        {transfers.map((transfer) => (
          <li key={transfer.id}>
            <Link
              to={addressOf(transfer.id)}
              className={styles.row}
              preventScrollReset
              onClick={() => choose(transfer.id)}
            >
              <span className="row-between">
                <span className={styles.code}>{transfer.remarkCode ?? t('noCode')}</span>
                <Money fen={transfer.amount} exact className="strong" />
              </span>
              <span>{payerOf(transfer)}</span>
              <span className="small quiet">
                <Written>{transfer.project.title}</Written>
              </span>
              <QueueMark id={transfer.id} />
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
        <Link
          to={addressOf(transfer.id)}
          className={styles.code}
          preventScrollReset
          onClick={() => choose(transfer.id)}
        >
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
          {transfer.onBehalfOfName && transfer.payerName && (
            <span className="small quiet" style={{ display: 'block' }}>
              {t('handledBy', { name: transfer.payerName })}
            </span>
          )}
        </>
      ),
    },
    {
      title: t('column.project'),
      className: styles.project,
      render: (_value, transfer) => (
        <span className="small">
          <Written>{transfer.project.title}</Written>
        </span>
      ),
    },
    {
      title: t('column.amount'),
      align: 'right',
      render: (_value, transfer) => <Money fen={transfer.amount} exact className="strong" />,
    },
    {
      title: t('column.created'),
      render: (_value, transfer) => (
        <time
          className="small nowrap"
          dateTime={transfer.createdAt}
          title={formatDateTime(transfer.createdAt, language)}
        >
          {formatShortDate(transfer.createdAt, language, now)}
        </time>
      ),
    },
    { title: t('column.expires'), render: (_value, transfer) => <QueueMark id={transfer.id} /> },
  ];
  return (
    <DataTable
      rows={transfers}
      columns={columns}
      label={t('table')}
      empty={null}
      onOpen={(transfer) => choose(transfer.id)}
      isActive={(transfer) => transfer.id === chosen}
      rowSelection={
        ticks && {
          selectedRowKeys: [...ticks.ticked],
          // The bar above the table ticks all rows.
          hideSelectAll: true,
          onSelect: ({ id }, on) => ticks.set([id], on),
          getCheckboxProps: (transfer) => ({
            disabled: !ticks.canTick(transfer),
            'aria-label': t('queue:bulk.tick', { name: ticks.nameOf(transfer) }),
          }),
        }
      }
    />
  );
}

/**
 * Returns the name of the donor, under which the transfer comes: the unit, or the person. Treasurers see the person even
 * when the person is anonymous to the public.
 */
export const payerOf = (
  transfer: Pick<TransferToConfirmFragment, 'payerName' | 'displayName' | 'onBehalfOfName'>,
): string => transfer.onBehalfOfName ?? transfer.payerName ?? transfer.displayName;

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
