import { useSubscription } from '@apollo/client/react';
import { ProjectProgressDocument, type ProjectStandingFragment, type WorkProjectRowFragment } from '@hongchuang/schema';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '../../lib/browser';
import { formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact, percentOf } from '../../lib/money';
import { CountUp } from '../../ui/count-up';
import { Money } from '../../ui/money';
import { ProgressBar } from '../../ui/progress-bar';
import { ProjectStatusChip } from '../../ui/project-status-chip';
import { nextMilestone } from './tasks';
import styles from './workspace.module.css';
import { Written } from '../../ui/written';

/** The component with the sentence on a project's state. It belongs to another feature, so the page passes it in. */
export type StandingOf = ComponentType<{ project: ProjectStandingFragment }>;

export function ProjectRowsTable({ children }: { children: ReactNode }) {
  const { t } = useTranslation('workspace');
  return (
    <div className={styles.rows}>
      <div className={styles.rowHead} aria-hidden="true">
        <span>{t('projects.name')}</span>
        <span>{t('projects.money')}</span>
        <span>{t('projects.next')}</span>
      </div>
      <ul>{children}</ul>
    </div>
  );
}

/** Statuses in which money comes in, so their figures are live. */
const MOVING = ['FUNDRAISING', 'FUNDED'];
const NO_MONEY = ['DRAFT', 'SUBMITTED', 'CHANGES_REQUESTED', 'REJECTED', 'PUBLIC_NOTICE'];

export function ProjectRow({ project, Standing }: { project: WorkProjectRowFragment; Standing: StandingOf }) {
  const { t } = useTranslation('workspace');
  const language = useLanguage();
  const now = useNow();
  useSubscription(ProjectProgressDocument, {
    variables: { projectId: project.id },
    skip: !MOVING.includes(project.status),
  });
  const { progress } = project;
  const next = ['CANCELLED', 'REJECTED', 'COMPLETED'].includes(project.status)
    ? undefined
    : nextMilestone(project.milestones);
  const late = next && new Date(next.dueOn) <= now;
  const percent = percentOf(progress.raised, project.goal);
  const opened = project.linkVisits.reduce((sum, { visits }) => sum + visits, 0);
  return (
    <li className={styles.projectRow}>
      <div className={styles.cell}>
        <Link to={`/workspace/projects/${project.id}/edit`} className={styles.rowLink}>
          <Written>{project.title}</Written>
        </Link>
        <ProjectStatusChip project={project} />
        <span className="small quiet">
          <Standing project={project} />
        </span>
        {opened > 0 && <span className="small quiet">{t('projects.opened', { count: opened })}</span>}
      </div>
      <div className={styles.cell}>
        {NO_MONEY.includes(project.status) ? (
          <span className="small">
            <span className="quiet">{t('projects.goal')}</span> <Money fen={project.goal} />
          </span>
        ) : (
          <>
            <span className="small num">
              <span className="strong">
                <CountUp value={progress.raised}>{(fen) => <Money fen={fen} />}</CountUp>
              </span>{' '}
              <span className="quiet">
                / <Money fen={project.goal} /> · {percent}%
              </span>
            </span>
            <ProgressBar
              value={progress.raised}
              max={project.goal}
              label={t('projects.progress', { title: project.title })}
              text={t('projects.progressText', {
                raised: formatExact(progress.raised),
                goal: formatExact(project.goal),
                percent,
              })}
            />
            {progress.pending > 0 && (
              <span className="small quiet">
                {t('projects.pending')} <Money fen={progress.pending} />
              </span>
            )}
          </>
        )}
      </div>
      <div className={styles.cell}>
        {next ? (
          <>
            <span className="small">
              <Written>{next.title}</Written>
            </span>
            <span className={`small num ${late ? 'amber' : 'quiet'}`}>
              {t(late ? 'projects.late' : 'projects.due', { date: formatEndDate(next.dueOn, language) })}
            </span>
          </>
        ) : (
          <span className="small quiet">{t('projects.nothingNext')}</span>
        )}
      </div>
    </li>
  );
}
