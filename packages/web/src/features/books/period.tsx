import type { BooksPeriodPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/money';
import { Skeleton } from '../../ui/states';
import styles from './books.module.css';

interface PeriodProps {
  period: BooksPeriodPartsFragment | undefined;
  /**
   * Whether the filter leaves lines out by more than days. The sums of the lines then differ from those of the period.
   */
  narrowed: boolean;
}

/** Opening balance, in, out and closing balance of the period, and beside them the sums of the shown lines. */
export function Period({ period, narrowed }: PeriodProps) {
  const { t } = useTranslation('books');
  const amount = (fen: number | undefined) =>
    fen === undefined ? <Skeleton width={96} height={24} /> : <Money fen={fen} exact />;
  const terms = [
    ['opening', period?.opening, ''],
    ['received', period?.received, '+'],
    ['released', period?.released, '−'],
    ['refunded', period?.refunded, '−'],
    ['closing', period?.closing, '='],
  ] as const;
  return (
    <div className={styles.periods}>
      <dl className={`card ${styles.period}`} aria-label={t('period.label')}>
        {terms.map(([name, fen, sign]) => (
          <div key={name} className={styles.term}>
            <dt className="small quiet">
              {sign && <span aria-hidden="true">{sign} </span>}
              {t(`period.${name}`)}
            </dt>
            <dd className="strong">{amount(fen)}</dd>
          </div>
        ))}
      </dl>
      {period &&
        (period.charges !== 0 || period.interest !== 0 || period.transferred !== 0 || period.ownMeans !== 0) && (
          <p className="small num measure">
            {t('period.own')} {t('period.charges')} <Money fen={period.charges} exact /> · {t('period.interest')}{' '}
            <Money fen={period.interest} exact /> · {t('period.transferred')} <Money fen={period.transferred} exact /> ·{' '}
            {t('period.ownMeans')}{' '}
            <Money fen={period.ownMeans} exact className={period.ownMeans < 0 ? 'amber' : undefined} />
          </p>
        )}
      {narrowed && (
        <p className="small num" role="status">
          {period && (
            <>
              {t('period.found', { count: period.lines })} {t('period.in')} <Money fen={period.moneyIn} exact /> ·{' '}
              {t('period.out')} <Money fen={period.moneyOut} exact />
            </>
          )}
        </p>
      )}
    </div>
  );
}
