import type { ProjectStatus, StageDetailFragment } from '@hongchuang/schema';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { SkeletonText } from '../../ui/states';
import { acceptedReport, stepOf } from './next-step';
import { ReportSummary } from './report-summary';
import styles from './stages.module.css';

// A report with its files loads when somebody opens it.
const Delivery = lazy(async () => ({ default: (await import('./delivery')).Delivery }));

/** The anchor of a stage's report on its project's page. */
export const stageAnchor = (stageId: string): string => `stage-${stageId}`;

/** What the public sees of a stage: what it waits for or was paid, and the report that a reviewer accepted. */
export function StageFacts({
  stage,
  projectStatus,
  share,
}: {
  stage: StageDetailFragment;
  projectStatus: ProjectStatus;
  /** Passes the report on; another feature draws it. */
  share?: ReactNode;
}) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  const { hash } = useLocation();
  const anchor = stageAnchor(stage.id);
  const aimedAt = hash === `#${anchor}`;
  const [open, setOpen] = useState(aimedAt);
  const here = useRef<HTMLDivElement>(null);
  // The page is drawn after the router looked for the anchor, so it scrolls here. The linked report is opened, because
  // the reader wants to see it.
  useEffect(() => {
    if (!aimedAt) return;
    setOpen(true);
    here.current?.closest('li')?.scrollIntoView({ block: 'start' });
  }, [aimedAt]);

  const step = stepOf(stage, projectStatus);
  const report = acceptedReport(stage.reports);
  const { release } = stage;
  return (
    <div ref={here} id={anchor} className={styles.facts}>
      {step === 'released' && release?.releasedAt ? (
        <>
          <p className="small">
            <Money fen={release.amount} exact className="strong pine" />{' '}
            <span className="quiet">{t('facts.released', { date: formatDate(release.releasedAt, language) })}</span>
          </p>
          {release.amount < stage.amount && <p className="small quiet">{t('facts.reduced')}</p>}
          {release.bankReference && (
            <p className="small quiet num">{t('facts.reference', { reference: release.bankReference })}</p>
          )}
        </>
      ) : (
        step !== 'notYet' && <p className="small quiet">{t(`facts.${step}`)}</p>
      )}
      {report && (
        <details className={styles.details} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className="small">
            <ReportSummary report={report} />
          </summary>
          {open && (
            <Suspense fallback={<SkeletonText lines={4} />}>
              <Delivery stage={stage} />
              {share}
            </Suspense>
          )}
        </details>
      )}
    </div>
  );
}
