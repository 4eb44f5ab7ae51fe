import type { UpdatePartsFragment } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useScrollToHash } from '../../lib/scroll-to-hash';
import { useMayTakeDown } from '../../lib/viewer';
import { inKit } from '../../ui/in-kit';
import { Markdown } from '../../ui/served-markdown';
import { TombstoneLine } from '../../ui/tombstone';
import { Written } from '../../ui/written';
import { UpdatePhotos } from './photo-list';
import styles from './updates.module.css';

const TakeUpdateDown = inKit(() => import('./take-update-down'));

/** One piece of news or thanks as its readers see it. What was taken down leaves its tombstone. */
export function UpdateArticle({ update, children }: { update: UpdatePartsFragment; children?: ReactNode }) {
  const { t } = useTranslation('updates');
  const language = useLanguage();
  const mayTakeDown = useMayTakeDown();
  const { id, title, text, publishedAt, editedAt, tombstone } = update;
  useScrollToHash(`update-${id}`);
  if (tombstone) {
    return (
      <article id={`update-${id}`} className={`card ${styles.update}`} aria-label={t('gone')}>
        <TombstoneLine {...tombstone} />
      </article>
    );
  }
  return (
    <article id={`update-${id}`} className={`card ${styles.update}`} aria-labelledby={`title-${id}`}>
      <h3 id={`title-${id}`}>
        <Written>{title}</Written>
      </h3>
      <p className="small quiet">
        {publishedAt && formatDate(publishedAt, language)}
        {editedAt && <> · {t('edited', { at: formatDateTime(editedAt, language) })}</>}
      </p>
      <Markdown>{text}</Markdown>
      <UpdatePhotos update={update} />
      {children}
      {mayTakeDown && publishedAt && <TakeUpdateDown id={id} title={title} />}
    </article>
  );
}
