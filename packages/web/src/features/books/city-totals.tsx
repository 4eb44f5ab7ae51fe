import type { CityTotalsPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { Figure, Figures } from '../../ui/figures';
import { Money } from '../../ui/money';
import styles from './books.module.css';

/** The exact totals of the city. The page of the books shows no rounded figures. */
export function CityTotals({ totals }: { totals: CityTotalsPartsFragment }) {
  const { t } = useTranslation('books');
  const number = new Intl.NumberFormat(useLanguage());
  return (
    <div className={styles.totals}>
      <dl>
        <Figure label={t('totals.raised')} size="large">
          <Money fen={totals.raised} exact />
        </Figure>
      </dl>
      <Figures>
        <Figure label={t('totals.gifts')}>
          {t('totals.giftCount', { number: number.format(totals.pledgeCount) })}
        </Figure>
        <Figure label={t('totals.projects')}>
          {t('totals.projectCount', { number: number.format(totals.projectCount) })}
        </Figure>
      </Figures>
      <p className="small quiet measure">{t('totals.note')}</p>
    </div>
  );
}
