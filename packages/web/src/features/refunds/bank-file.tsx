import type { RefundPayoutsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { PaperLink } from '../../ui/paper-link';
import styles from './refunds.module.css';

/**
 * How the money goes back: the gifts that the bank can pay, the donors whose account is missing, and the file for the
 * bank once two people have approved.
 */
export function BankFile({
  order,
  approved,
  onTaken,
}: {
  order: RefundPayoutsFragment;
  approved: boolean;
  onTaken: () => void;
}) {
  const { t } = useTranslation('refunds');
  const language = useLanguage();
  const { payouts, downloads } = order;
  if (!payouts) return null;
  const href = (ending: 'csv' | 'xlsx') => `/exports/refund-orders/${order.id}.${ending}?lang=${language}`;
  const groups = [
    ['bank', payouts.bank],
    ['unknown', payouts.unknown],
    ['provider', payouts.provider],
    ['play', payouts.play],
  ] as const;
  return (
    <div className={styles.side}>
      <dl className={`${styles.sum} ${styles.gifts}`}>
        {groups.map(
          ([name, { count, total }]) =>
            count > 0 && (
              <div key={name}>
                <dt>{t(`file.${name}`, { count })}</dt>
                <dd>
                  <Money fen={total} exact />
                </dd>
              </div>
            ),
        )}
      </dl>
      {payouts.unknown.count > 0 && <p className="small">{t('file.ask')}</p>}
      {!approved ? (
        <p className="small quiet">{t('file.later')}</p>
      ) : payouts.bank.count + payouts.unknown.count === 0 ? (
        <p className="small quiet">{t('file.nothing')}</p>
      ) : (
        <div className="stack" style={{ gap: 8 }}>
          <div className="row" style={{ gap: 16 }}>
            <PaperLink href={href('xlsx')} file={`refund-${order.id}.xlsx`} onSaved={onTaken}>
              {t('file.xlsx')}
            </PaperLink>
            <PaperLink href={href('csv')} file={`refund-${order.id}.csv`} onSaved={onTaken}>
              {t('file.csv')}
            </PaperLink>
          </div>
          <p className="small quiet measure">{t('file.careful')}</p>
        </div>
      )}
      {downloads && downloads.length > 0 && (
        <ul className="small quiet" aria-label={t('file.downloads')}>
          {downloads.map((one) => (
            <li key={one.id}>
              {t('file.taken', {
                who: one.by ?? '',
                date: formatDateTime(one.downloadedAt, language),
                format: one.format,
                count: one.paymentCount,
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
