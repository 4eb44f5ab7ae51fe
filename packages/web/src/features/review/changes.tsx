import type { ReviewDocumentFragment } from '@hongchuang/schema';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { usePlatform } from '../../lib/platform';
import { changeKind, changeText } from './change-text';
import { type DiffPart, diffText } from './text-diff';
import styles from './review.module.css';

type Change = ReviewDocumentFragment['changes'][number];

/** The changes since the last submission, old and new side by side. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation('review');
  const name = useFieldName();
  return (
    <section className={styles.changes} aria-labelledby="changes-title">
      <div className="row-between">
        <h2 id="changes-title">{t('document.changes')}</h2>
        <span className="small amber">{t('document.changedCount', { count: changes.length })}</span>
      </div>
      {changes.map((change) => (
        <div key={change.field} className="stack" style={{ gap: 4 }}>
          <h3>{name(change.field)}</h3>
          <ChangeView change={change} />
        </div>
      ))}
    </section>
  );
}

export function useFieldName(): (field: string) => string {
  const { t } = useTranslation('review');
  // A field that this page does not know is shown under its name in the API.
  return (field) => t(`field.${field}`, { defaultValue: field });
}

function ChangeView({ change }: { change: Change }) {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const { regionLabel, categoryLabel } = usePlatform();
  const words = {
    indicatorKind: (kind: string) => t(`terms:indicatorKind.${kind}`, { defaultValue: kind }),
    fundingRule: (rule: string) => t(`terms:fundingRule.${rule}`, { defaultValue: rule }),
    region: regionLabel,
    category: categoryLabel,
    yes: t('document.overGoalAccepted'),
    no: t('document.overGoalRefused'),
    picture: t('field.cover'),
  };
  const before = changeText(change.field, change.before, language, words);
  const after = changeText(change.field, change.after, language, words);
  const parts = useMemo((): DiffPart[] => {
    if (changeKind(change.field) !== 'value') return diffText(before, after);
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  }, [change.field, before, after]);
  return (
    <div className={styles.sides}>
      <Side label={t('document.before')} parts={parts} own="removed" />
      <Side label={t('document.after')} parts={parts} own="added" />
    </div>
  );
}

function Side({ label, parts, own }: { label: string; parts: readonly DiffPart[]; own: 'removed' | 'added' }) {
  const { t } = useTranslation('review');
  const shown = parts.filter((part) => (part.kind === 'same' || part.kind === own) && part.text !== '');
  return (
    <div className={styles.side}>
      <p className="small quiet">{label}</p>
      {shown.length === 0 ? (
        <p className="quiet">{t('document.nothing')}</p>
      ) : (
        <p className={styles.sideText}>
          {shown.map((part, index) =>
            // Removed and added parts are marked with a line and a background, never by colour alone.
            part.kind === 'same' ? (
              <span key={index}>{part.text}</span>
            ) : own === 'removed' ? (
              <del key={index}>{part.text}</del>
            ) : (
              <ins key={index}>{part.text}</ins>
            ),
          )}
        </p>
      )}
    </div>
  );
}
