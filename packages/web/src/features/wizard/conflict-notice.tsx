import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { type DraftField, type DraftValues, goalOf } from './draft';
import type { Conflict } from './use-draft';
import styles from './wizard.module.css';

/** Two copies of one field: shows both and changes neither until the person chooses. */
export function ConflictNotice({
  conflict,
  mine,
  onSettle,
}: {
  conflict: Conflict;
  mine: DraftValues;
  onSettle: (keep: 'mine' | 'theirs') => void;
}) {
  const { t } = useTranslation('wizard');
  const describe = useFieldSummary();
  return (
    <div className={styles.notice} role="alert">
      <p className="strong">{t('conflict.title')}</p>
      <p>{t('conflict.text')}</p>
      <dl className="stack">
        {conflict.fields.map((field) => (
          <div key={field}>
            <dt className="strong small">{t(`field.${field}`)}</dt>
            <dd className="small">
              {t('conflict.mine')} {describe(field, mine)}
            </dd>
            <dd className="small">
              {t('conflict.theirs')} {describe(field, conflict.theirs)}
            </dd>
          </div>
        ))}
      </dl>
      <div className="row">
        <Button onClick={() => onSettle('mine')}>{t('conflict.keepMine')}</Button>
        <Button onClick={() => onSettle('theirs')}>{t('conflict.takeTheirs')}</Button>
      </div>
    </div>
  );
}

/** Returns a function that describes a field in one line. */
function useFieldSummary(): (field: DraftField, values: DraftValues) => string {
  const { t } = useTranslation('wizard');
  const shorten = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
  return (field, values) => {
    switch (field) {
      case 'milestones':
        return shorten(
          `${values.milestones.map(({ title }) => title ?? '').join(t('listJoiner'))} · ${formatExact(goalOf(values))}`,
        );
      case 'indicators':
        return shorten(
          values.indicators
            .map(({ name, target, unit }) => `${name ?? ''} ${target ?? ''} ${unit ?? ''}`)
            .join(t('listJoiner')),
        );
      case 'giftExamples':
        return shorten(
          values.giftExamples.map(({ amount, does }) => `¥${amount ?? ''} ${does ?? ''}`).join(t('listJoiner')),
        );
      case 'cover':
        return values.cover ? values.cover.alt || t('conflict.somePicture') : t('conflict.noPicture');
      case 'acceptsOverGoal':
        return t(values.acceptsOverGoal ? 'funding.accept' : 'funding.stop');
      case 'fundingRule':
        return t(`funding.rule.${values.fundingRule}.title`);
      default:
        return shorten(values[field] || t('conflict.nothing'));
    }
  };
}
