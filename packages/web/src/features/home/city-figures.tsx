import { useSubscription } from '@apollo/client/react';
import { type CityTotalsPartsFragment, CityTotalsLiveDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { CountUp } from '../../ui/count-up';
import { Money } from '../../ui/money';
import { Skeleton } from '../../ui/states';
import styles from './home.module.css';

export function useLiveCityTotals(): void {
  useSubscription(CityTotalsLiveDocument);
}

/** The figures of the city from the ledger, which count up while the page is open. */
export function CityFigures({ totals }: { totals: CityTotalsPartsFragment | undefined }) {
  const { t } = useTranslation('home');
  const language = useLanguage();
  const number = new Intl.NumberFormat(language);
  if (!totals) {
    return (
      <div className={styles.figures} aria-hidden="true">
        <div className={styles.main}>
          <Skeleton width={120} height={22} />
          <Skeleton width="min(320px, 80%)" height={64} style={{ marginTop: 8 }} />
        </div>
        {[0, 1, 2, 3].map((index) => (
          <div key={index} className={styles.figure}>
            <Skeleton width={80} height={22} />
            <Skeleton width={100} height={36} />
          </div>
        ))}
      </div>
    );
  }
  return (
    <dl className={styles.figures}>
      <div className={styles.main}>
        <dt className="quiet">{t('figures.raised')}</dt>
        <dd className={`num ${styles.hero}`}>
          <CountUp value={totals.raised}>{(fen) => <Money fen={fen} />}</CountUp>
        </dd>
      </div>
      {(
        [
          ['gifts', totals.pledgeCount],
          ['projects', totals.projectCount],
          ['people', totals.peopleServed],
          ['organizations', totals.organizationCount],
        ] as const
      ).map(([key, value]) => (
        <div className={styles.figure} key={key}>
          <dt className="small quiet">{t(`figures.${key}`)}</dt>
          <dd className={`num ${styles.value}`}>
            <CountUp value={value}>{(shown) => number.format(shown)}</CountUp>
          </dd>
        </div>
      ))}
    </dl>
  );
}
