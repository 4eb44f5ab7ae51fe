import { PostOpeningBalanceDocument, type BankReconciliationPartsFragment } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { ConfirmAction } from '../../ui/confirm-action';
import { Figure, Figures } from '../../ui/figures';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import styles from './reconciliation.module.css';

/** Compares the bank's balance with the ledger's, and lists what the difference consists of, to the fen. */
export function Balance({ reconciliation }: { reconciliation: BankReconciliationPartsFragment }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { hasRole } = useViewer();
  const { closing, closingAt, ledger, difference, opening, canPostOpening, gap, lines, entries, suspense } =
    reconciliation;
  const post = useAction(PostOpeningBalanceDocument, { refetch: ['BankReconciliation'] });
  const equal = difference === 0;
  const parts = [opening, gap, lines.count, entries.count].some((part) => part !== null && part !== 0);
  return (
    <section
      className={`${styles.balance} ${closing === null ? styles.balance_none : equal ? styles.balance_equal : ''}`}
      aria-label={t('balance.title')}
    >
      <p className={`${styles.verdict} ${equal ? 'pine' : ''}`} role="status">
        {closing === null || closing === undefined
          ? t('balance.none')
          : equal
            ? `✓ ${t('balance.equal')}`
            : t('balance.differs', { amount: formatExact(Math.abs(difference ?? 0), 'always') })}
      </p>
      <Figures>
        {closing !== null && closing !== undefined && (
          <Figure
            label={
              <>
                {t('balance.closing')}{' '}
                {closingAt && <span>({t('balance.closingAt', { date: formatDateTime(closingAt, language) })})</span>}
              </>
            }
          >
            <Money fen={closing} exact />
          </Figure>
        )}
        <Figure label={t('balance.ledger')}>
          <Money fen={ledger} exact />
        </Figure>
        {suspense.count > 0 && (
          <Figure label={t('balance.suspense')}>
            <Link to="?list=suspense" preventScrollReset>
              <Money fen={suspense.sum} exact />
            </Link>
          </Figure>
        )}
      </Figures>
      {closing !== null && closing !== undefined && parts && (
        <div>
          <p className="small quiet">{t('balance.why')}</p>
          <div className={styles.parts}>
            {opening !== null && opening !== undefined && opening !== 0 && (
              <Part label={t('balance.opening')} fen={opening} />
            )}
            {gap !== null && gap !== undefined && gap !== 0 && <Part label={t('balance.gap')} fen={gap} />}
            {lines.count > 0 && (
              <Part
                label={
                  <Link to="?list=open" preventScrollReset>
                    {t('balance.lines', { count: lines.count })}
                  </Link>
                }
                fen={lines.sum}
              />
            )}
            {entries.count > 0 && (
              <Part
                label={
                  <Link to="?list=entries" preventScrollReset>
                    {t('balance.entries', { count: entries.count })}
                  </Link>
                }
                fen={-entries.sum}
              />
            )}
          </div>
        </div>
      )}
      {canPostOpening && hasRole('TREASURER') && opening != null && (
        <>
          <FailureNotice failure={post.failure} />
          <ConfirmAction
            label={t('balance.post', { amount: formatExact(opening, 'always') })}
            question={t('balance.postQuestion', { amount: formatExact(opening, 'always') })}
            confirm={t('balance.postConfirm')}
            keep={t('balance.postKeep')}
            busy={post.busy}
            onConfirm={() => post.run({ amount: opening })}
          />
        </>
      )}
    </section>
  );
}

const Part = ({ label, fen }: { label: ReactNode; fen: number }) => (
  <p className={styles.part}>
    <span>{label}</span>
    <Money fen={fen} exact className="strong" />
  </p>
);
