import type { TransferToConfirmFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { Money } from '../../ui/money';
import { payerOf } from './transfer-list';
import styles from './treasury.module.css';

const SHOWN = 8;

/** What was confirmed since the page was opened, newest first, each with its receipt. */
export function ConfirmedList({ confirmed }: { confirmed: readonly TransferToConfirmFragment[] }) {
  const { t } = useTranslation('treasury');
  const newest = confirmed[0];
  return (
    <div>
      <p className="sr-only" role="status">
        {newest && t('results.announced', { name: payerOf(newest), amount: formatExact(newest.amount), number: newest.receipt?.number ?? '' })}
      </p>
      {confirmed.length > 0 && (
        <section className="stack" style={{ gap: 8 }}>
          <h2>{t('results.title')}</h2>
          <ul className={styles.results}>
            {confirmed.slice(0, SHOWN).map((one) => (
              <li key={one.id} className={styles.result}>
                <span className="row-between">
                  {one.receipt ? <Link to={`/receipts/${one.receipt.number}`}>{t('results.receipt', { number: one.receipt.number })}</Link> : <span>{one.remarkCode}</span>}
                  <Money fen={one.amount} exact className="strong pine" />
                </span>
                <span className="small quiet">{t('results.line', { name: payerOf(one), project: one.project.title })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
