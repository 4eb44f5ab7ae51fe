import type { ProjectRecordFragment, ProjectStandingFragment } from '@hongchuang/schema';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { formatDate, formatDateTime, formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { signInPath, useViewer } from '../../lib/viewer';
import { StatusChip } from '../../ui/chip';
import { inKit } from '../../ui/in-kit';
import { LinkButton } from '../../ui/link-button';
import styles from './projects.module.css';
import { Written } from '../../ui/written';

const RaiseObjection = inKit(() => import('./raise-objection'));

interface NoticeProps {
  project: ProjectStandingFragment;
  objections: ProjectRecordFragment['objections'];
  mayObject: boolean;
}

/** The public notice: its dates, the objections with their answers, and the form for a new objection. */
export function PublicNotice({ project, objections, mayObject }: NoticeProps) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const open = project.status === 'PUBLIC_NOTICE';
  return (
    <div className="stack">
      {project.noticeStartsAt && project.noticeEndsAt && (
        <p className="small quiet">
          {t('notice.dates', {
            from: formatDate(project.noticeStartsAt, language),
            to: formatEndDate(project.noticeEndsAt, language),
          })}
        </p>
      )}
      {objections.length > 0 && (
        <ul className="stack">
          {objections.map((objection) => (
            <li key={objection.id} className={`card card-pad ${styles.objection}`}>
              <div className="row-between">
                <span className="strong">{t('notice.objection')}</span>
                <StatusChip tone={objection.answeredAt ? 'done' : 'waiting'}>
                  {objection.outcome ? t(`terms:objectionOutcome.${objection.outcome}`) : t('notice.waiting')}
                </StatusChip>
              </div>
              <p>
                <Written>{objection.text}</Written>
              </p>
              <p className="small quiet">
                {objection.raisedBy} · {formatDateTime(objection.raisedAt, language)}
              </p>
              {objection.answer && (
                <blockquote className={styles.answer}>
                  <p className="small strong">{t('notice.answer')}</p>
                  <p>{objection.answer}</p>
                  {objection.answeredAt && (
                    <p className="small quiet">{formatDateTime(objection.answeredAt, language)}</p>
                  )}
                </blockquote>
              )}
            </li>
          ))}
        </ul>
      )}
      {objections.length === 0 && <p className="quiet">{t(open ? 'notice.noneYet' : 'notice.none')}</p>}
      {open && <Objecting projectId={project.id} mayObject={mayObject} />}
    </div>
  );
}

function Objecting({ projectId, mayObject }: { projectId: string; mayObject: boolean }) {
  const { t } = useTranslation('projects');
  const { signedIn, loading } = useViewer();
  const location = useLocation();
  // After an objection the person may not object again, and the form that says so stays.
  const begun = useRef(false);
  begun.current ||= signedIn && mayObject;

  if (loading) return null;
  if (begun.current) return <RaiseObjection projectId={projectId} />;
  if (signedIn) return null;
  return (
    <div className="stack" style={{ justifyItems: 'start' }}>
      <p className="small quiet">{t('notice.signInFirst')}</p>
      <LinkButton to={signInPath(location.pathname)}>{t('notice.signIn')}</LinkButton>
    </div>
  );
}
