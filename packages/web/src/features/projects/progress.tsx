import { useSubscription } from '@apollo/client/react';
import { ProjectProgressDocument, type ProjectProgressPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { formatExact, formatMoney, percentOf } from '../../lib/money';
import { CountUp } from '../../ui/count-up';
import { Figure, Figures } from '../../ui/figures';
import { Money } from '../../ui/money';
import { ProgressBar } from '../../ui/progress-bar';
import styles from './projects.module.css';

/** Keeps a project's progress in the cache up to date; every component that reads it is redrawn. */
export function useLiveProgress(projectId: string): void {
  useSubscription(ProjectProgressDocument, { variables: { projectId } });
}

export function ProjectProgressBar({
  progress,
  large = false,
}: {
  progress: ProjectProgressPartsFragment;
  large?: boolean;
}) {
  const { t } = useTranslation('projects');
  const percent = percentOf(progress.raised, progress.goal);
  return (
    <ProgressBar
      value={progress.raised}
      max={progress.goal}
      pending={large ? progress.pendingFirm : 0}
      label={t('progress.label')}
      text={t('progress.text', { raised: formatExact(progress.raised), goal: formatExact(progress.goal), percent })}
      large={large}
    />
  );
}

/** Raised amount, goal and number of backers, as the first screen shows them. */
export function ProjectFigures({ progress }: { progress: ProjectProgressPartsFragment }) {
  const { t } = useTranslation('projects');
  return (
    <div className="stack" style={{ gap: 12 }}>
      <div>
        <p className={`num ${styles.raised}`}>
          <CountUp value={progress.raised}>{(fen) => <Money fen={fen} />}</CountUp>
        </p>
        <p className="small quiet">
          {t('progress.of')} <Money fen={progress.goal} /> ·{' '}
          <span className="num">{percentOf(progress.raised, progress.goal)}%</span>
        </p>
      </div>
      <ProjectProgressBar progress={progress} large />
      <Figures>
        <Figure label={t('progress.backers')}>
          <CountUp value={progress.backerCount}>{(count) => <span className="num">{count}</span>}</CountUp>
        </Figure>
        <Figure label={t('progress.gifts')}>
          <CountUp value={progress.pledgeCount}>{(count) => <span className="num">{count}</span>}</CountUp>
        </Figure>
        {progress.matched > 0 && (
          <Figure label={t('progress.matched')}>
            <Money fen={progress.matched} />
          </Figure>
        )}
        {progress.pendingFirm > 0 && (
          <Figure label={t('progress.pending')}>
            <Money fen={progress.pendingFirm} />
          </Figure>
        )}
      </Figures>
    </div>
  );
}

/** One line below the progress bar of a card. */
export function ProjectProgressLine({ progress }: { progress: ProjectProgressPartsFragment }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  return (
    <p className="small row-between num">
      <span>
        <span className="strong">
          <CountUp value={progress.raised}>{(fen) => formatMoney(fen, language)}</CountUp>
        </span>{' '}
        <span className="quiet">
          {t('progress.of')} {formatMoney(progress.goal, language)}
        </span>
      </span>
      <span className="quiet">{t('progress.backerCount', { count: progress.backerCount })}</span>
    </p>
  );
}
