import type { TransferToConfirmFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { Money } from '../../ui/money';
import { payerOf } from './transfer-list';
import styles from './treasury.module.css';

const SHOWN = 8;

/** The transfer that was confirmed last, shown above the next one so that it is noticed. */
export function LatestConfirmed({ confirmed }: { confirmed: TransferToConfirmFragment | undefined }) {
  const { t } = useTranslation('treasury');
  return (
    <div>
      <p className="sr-only" role="status">
        {confirmed &&
          t('results.announced', {
            name: payerOf(confirmed),
            amount: formatExact(confirmed.amount),
            number: confirmed.receipt?.number ?? '',
          })}
      </p>
      {confirmed && (
        <div className={styles.results}>
          <Confirmed one={confirmed} />
        </div>
      )}
    </div>
  );
}

/** The transfers confirmed before it since the page was opened, newest first. */
export function ConfirmedBefore({ confirmed }: { confirmed: readonly TransferToConfirmFragment[] }) {
  const { t } = useTranslation('treasury');
  if (confirmed.length === 0) return null;
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h2>{t('results.before')}</h2>
      <ul className={styles.results}>
        {confirmed.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            <Confirmed one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Confirmed({ one }: { one: TransferToConfirmFragment }) {
  const { t } = useTranslation('treasury');
  return (
    <div className={styles.result}>
      <span className="row-between">
        <span className="pine">✓ {t('results.done')}</span>
        <Money fen={one.amount} exact className="strong" />
      </span>
      <span className="small">
        {one.receipt && (
          <Link to={`/receipts/${one.receipt.number}`}>{t('results.receipt', { number: one.receipt.number })}</Link>
        )}
      </span>
      <span className="small quiet">{t('results.line', { name: payerOf(one), project: one.project.title })}</span>
    </div>
  );
}
