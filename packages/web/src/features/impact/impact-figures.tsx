import type { ImpactSummaryPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../ui/figures';
import { Money } from '../../ui/money';
import { useMeasureText } from './measure-text';
import styles from './impact.module.css';

export function ImpactFigures({ summary }: { summary: ImpactSummaryPartsFragment }) {
  const { t } = useTranslation('impact');
  const { number } = useMeasureText();
  return (
    <dl className={styles.figures}>
      <Figure label={t('measure.peopleServed')} size="large">
        {number(summary.peopleServed)}
      </Figure>
      <Figure label={t('measure.activitiesHeld')} size="large">
        {number(summary.activitiesHeld)}
      </Figure>
      <Figure label={t('measure.raised')} size="large">
        <Money fen={summary.raised} />
      </Figure>
      <Figure label={t('measure.costPerPerson')} size="large">
        {summary.costPerPerson === null ? (
          <span className="quiet small">{t('noPerson')}</span>
        ) : (
          <Money fen={summary.costPerPerson} />
        )}
      </Figure>
      <Figure label={t('measure.projects')} size="large">
        {number(summary.projects)}
      </Figure>
    </dl>
  );
}
