import type { ProjectIndicatorFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { TermChip } from '../../ui/term-chip';
import styles from './projects.module.css';
import { Written } from '../../ui/written';
import { unitWord } from '../../lib/unit-words';

/** The promised figures beside the verified ones. Unverified reports are marked and do not count. */
export function IndicatorList({ indicators }: { indicators: readonly ProjectIndicatorFragment[] }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return (
    <ul className={styles.indicators}>
      {indicators.map((indicator) => {
        const shown = indicator.measurements.filter((one) => one.status !== 'REJECTED');
        const share = indicator.target > 0 ? Math.min(1, indicator.actual / indicator.target) : 0;
        return (
          <li key={indicator.id} className={`card card-pad ${styles.indicator}`}>
            <h3>
              <Written>{indicator.name}</Written>
            </h3>
            <p className="num">
              <span className={styles.indicatorActual}>{number.format(indicator.actual)}</span>{' '}
              <span className="quiet">
                {t('indicators.ofTarget', {
                  target: number.format(indicator.target),
                  unit: unitWord(indicator.unit, language),
                })}
              </span>
            </p>
            <div className={styles.indicatorBar} aria-hidden="true">
              <div style={{ width: `${share * 100}%` }} />
            </div>
            {shown.length === 0 ? (
              <p className="small quiet">{t('indicators.none')}</p>
            ) : (
              <details className="small">
                <summary>{t('indicators.measurements', { count: shown.length })}</summary>
                <ul className={styles.measurements}>
                  {shown.map((one) => (
                    <li key={one.id}>
                      <span className="row" style={{ gap: 8 }}>
                        <span className="num strong">
                          {number.format(one.value)} {unitWord(indicator.unit, language)}
                        </span>
                        <span className="quiet">{formatDate(one.on, language)}</span>
                        <TermChip kind="measurementStatus" value={one.status} />
                      </span>
                      {one.note && (
                        <p>
                          <Written>{one.note}</Written>
                        </p>
                      )}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}
