import { useApolloClient } from '@apollo/client/react';
import { ProjectStagesDocument, type StageDetailFragment, type WorkProjectFragment } from '@hongchuang/schema';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { formatDate, formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { hasStoredForm } from '../../lib/stored-form';
import { useChanged } from '../../lib/use-changed';
import { Money } from '../../ui/money';
import { TermChip } from '../../ui/term-chip';
import { acceptedReport, nextToReport, returnedReports, stepOf, UNDER_WAY, waitingReport } from './next-step';
import { ReportForm, reportFormKey } from './report-form';
import { ReportSummary } from './report-summary';
import { ReportView, ReturnedReports } from './report-view';
import styles from './stages.module.css';
import { Written } from '../../ui/written';

/** A project's stages for its implementers: the state of each, and the one thing to do next. */
export function StageDesk({
  project,
}: {
  project: Pick<WorkProjectFragment, 'id' | 'status' | 'milestones' | 'organization' | 'progress'>;
}) {
  const { t } = useTranslation('stages');
  const { milestones, status } = project;
  const underWay = UNDER_WAY.includes(status);
  const mayReport =
    underWay && (project.organization.viewerRole === 'OWNER' || project.organization.viewerRole === 'EDITOR');
  const reportable = ({ status: one }: StageDetailFragment) => mayReport && (one === 'PLANNED' || one === 'RETURNED');
  // A report that was begun before a reload opens by itself.
  const [openId, setOpenId] = useState(
    () => milestones.find((one) => reportable(one) && hasStoredForm(reportFormKey(one.id)))?.id,
  );
  const [sent, setSent] = useState<string>();
  const saved = useRef<HTMLParagraphElement>(null);
  // The work of reviewers and treasurers shows here without a reload.
  const client = useApolloClient();
  const readStages = () =>
    client.query({ query: ProjectStagesDocument, variables: { id: project.id }, fetchPolicy: 'network-only' });
  useChanged(underWay ? [`project:${project.id}`] : [], () => void readStages().catch(() => undefined));
  useEffect(() => {
    if (sent) saved.current?.focus();
  }, [sent]);
  const next = mayReport ? nextToReport(milestones) : undefined;

  return (
    <div className={styles.desk}>
      {underWay && <p className="quiet measure">{t(mayReport ? 'desk.intro' : 'desk.introReadOnly')}</p>}
      {status === 'COMPLETED' && <p className="pine">{t('desk.allDone')}</p>}
      <div role="status">
        {sent && (
          <p className={styles.done} ref={saved} tabIndex={-1}>
            {t('desk.sent', { title: sent })}
          </p>
        )}
      </div>
      <ol className={styles.desk}>
        {milestones.map((stage, index) => (
          <li key={stage.id} id={`stage-${stage.id}`} className={`card card-pad ${styles.stage}`}>
            <StageState stage={stage} number={index + 1} projectStatus={status} />
            {reportable(stage) &&
              (openId === stage.id ? (
                <ReportForm
                  stage={stage}
                  onSent={() => {
                    setOpenId(undefined);
                    setSent(stage.title);
                  }}
                  onClose={() => setOpenId(undefined)}
                />
              ) : (
                <div>
                  <Button
                    type={stage.id === next?.id && openId === undefined ? 'primary' : 'default'}
                    onClick={() => {
                      setSent(undefined);
                      setOpenId(stage.id);
                    }}
                  >
                    {t(
                      hasStoredForm(reportFormKey(stage.id))
                        ? 'desk.resume'
                        : stage.status === 'RETURNED'
                          ? 'desk.again'
                          : 'desk.start',
                    )}
                  </Button>
                </div>
              ))}
          </li>
        ))}
      </ol>
    </div>
  );
}

function StageState({
  stage,
  number,
  projectStatus,
}: {
  stage: StageDetailFragment;
  number: number;
  projectStatus: WorkProjectFragment['status'];
}) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  const now = useNow();
  const step = stepOf(stage, projectStatus);
  const returned = returnedReports(stage.reports);
  const shown = acceptedReport(stage.reports) ?? waitingReport(stage.reports);
  const due = formatEndDate(stage.dueOn, language);
  const late = (step === 'report' || step === 'reportAgain') && new Date(stage.dueOn) <= now;
  const { release } = stage;
  return (
    <>
      <div className={styles.stageHead}>
        <h3>
          <span className="quiet">{t('desk.item', { n: number })}</span> <Written>{stage.title}</Written>
        </h3>
        <Money fen={stage.amount} exact className="strong" />
      </div>
      <div className="row" style={{ gap: '4px 16px' }}>
        <TermChip kind="milestoneStatus" value={stage.status} />
        <span className={`small ${late ? 'amber' : 'quiet'}`}>{t(late ? 'late' : 'due', { date: due })}</span>
      </div>
      {step === 'released' && release?.releasedAt ? (
        <>
          <p className="small">
            <Money fen={release.amount} exact className="strong pine" />{' '}
            <span className="quiet">{t('desk.step.released', { date: formatDate(release.releasedAt, language) })}</span>
            {release.bankReference && (
              <span className="quiet num"> · {t('facts.reference', { reference: release.bankReference })}</span>
            )}
          </p>
          {release.amount < stage.amount && <p className="small quiet">{t('facts.reduced')}</p>}
        </>
      ) : (
        <p className={`small ${step === 'reportAgain' ? 'amber' : 'quiet'}`}>
          {t(`desk.step.${step}`, { date: release ? formatDate(release.preparedAt, language) : '' })}
        </p>
      )}
      {step === 'reportAgain' && returned[0]?.comment && (
        <blockquote className={`${styles.reason} ${styles.lines}`}>{returned[0].comment}</blockquote>
      )}
      {shown && (
        <details className={styles.details}>
          <summary className="small">
            <ReportSummary report={shown} />
          </summary>
          <ReportView report={shown} />
          {shown.reviewedAt && (
            <p className="small pine">{t('report.verifiedAt', { date: formatDate(shown.reviewedAt, language) })}</p>
          )}
          {shown.comment && (
            <p className={`small quiet ${styles.lines}`}>{t('report.comment', { comment: shown.comment })}</p>
          )}
        </details>
      )}
      <ReturnedReports reports={returned} summary={t('desk.history', { count: returned.length })} />
    </>
  );
}
