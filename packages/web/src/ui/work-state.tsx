import type { WorkRowFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../lib/dates';
import { formatSize } from '../lib/file-size';
import { formatExact } from '../lib/money';
import { useLanguage } from '../lib/i18n';
import { Icon } from './icon';
import { ProgressBar } from './progress-bar';
import styles from './ui.module.css';

/** How far a long work is; at its end its outcome, its file, or the reason why it failed. */
export function WorkState({ work }: { work: WorkRowFragment }) {
  const { t } = useTranslation('works');
  const progress = t('progress', { done: work.done, total: work.total });
  return (
    <>
      {work.state === 'RUNNING' && work.total > 0 && (
        <>
          <ProgressBar value={work.done} max={work.total} label={t(`terms:workKind.${work.kind}`)} text={progress} />
          <p className="small num">{progress}</p>
        </>
      )}
      {work.failure && <p>{work.failure}</p>}
      {work.outcome.length > 0 && (
        <p className="num">
          {work.outcome
            .map(({ name, count, sum }) => {
              const words = t(`terms:workCount.${name}`, { count });
              return sum ? t('outcomeWithSum', { words, amount: formatExact(sum, 'always') }) : words;
            })
            .join(t('outcomeBetween'))}
        </p>
      )}
      {work.result && <ResultLink result={work.result} />}
    </>
  );
}

/** The file that the work made, until it is removed. */
function ResultLink({ result }: { result: NonNullable<WorkRowFragment['result']> }) {
  const { t } = useTranslation('works');
  const language = useLanguage();
  const { fileName, bytes, keptUntil, url } = result;
  if (!url) return <p className="small quiet">{t('result.removed', { file: fileName })}</p>;
  return (
    <p>
      <a href={url} download={fileName} className={styles.paperSmall}>
        <Icon name="download" /> {t('result.fetch', { file: fileName, size: formatSize(bytes, language) })}
      </a>{' '}
      <span className="small quiet">{t('result.kept', { date: formatDate(keptUntil, language) })}</span>
    </p>
  );
}
