import { useQuery } from '@apollo/client/react';
import { DisclosureDeskDocument, type DisclosureDeskQuery } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { CorrectionForm } from '../../features/disclosure/correction-form';
import styles from '../../features/disclosure/disclosure.module.css';
import { DisclosureTimeline, useReportName } from '../../features/disclosure/disclosure-timeline';
import { keyOf, noonOf } from '../../features/disclosure/owed';
import { ReportForm } from '../../features/disclosure/report-form';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';
import { Written } from '../../ui/written';

/** The page on which an organisation writes the reports that its project owes the public. */
export function Component() {
  const { t } = useTranslation('disclosure');
  const { projectId = '' } = useParams();
  const { data, error, loading, refetch } = useQuery(DisclosureDeskDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
  });
  const project = data?.project;
  if (project) {
    if (project.organization.viewerRole === null) return <NotFound />;
    return <Desk key={project.id} project={project} />;
  }
  if (data && !loading) return <NotFound />;
  return (
    <Page>
      {error && !loading ? (
        <>
          <PageTitle title={t('desk.tab')} />
          <ErrorState error={error} onRetry={() => void refetch()} />
        </>
      ) : (
        <PageSkeleton />
      )}
    </Page>
  );
}

function Desk({ project }: { project: NonNullable<DisclosureDeskQuery['project']> }) {
  const { t } = useTranslation('disclosure');
  const language = useLanguage();
  const name = useReportName();
  const [published, setPublished] = useState(false);
  const { organization, disclosure } = project;
  const editor = organization.viewerRole === 'OWNER' || organization.viewerRole === 'EDITOR';
  const { next, lateCount } = disclosure;
  const day = (of: string) => formatDate(noonOf(of), language);
  return (
    <Page>
      <PageTitle
        title={t('desk.title', { title: project.title })}
        lead={t('desk.lead')}
        above={
          <p className="small row">
            <Link to={`/workspace/${organization.id}`}>
              <Written>{organization.name}</Written>
            </Link>
            <Link to={`/workspace/projects/${project.id}/edit`}>{t('desk.project')}</Link>
          </p>
        }
        actions={<LinkButton to={`/projects/${project.slug}#disclosure`}>{t('desk.publicPage')}</LinkButton>}
      />
      <div className="stack-lg">
        <p className="pine" role="status">
          {published && t('desk.published')}
        </p>
        {lateCount > 0 && (
          <div className={styles.late} role="alert">
            <p className="red strong">{t('desk.late', { count: lateCount })}</p>
            <p className="small">{t('desk.lateText')}</p>
          </div>
        )}
        <Section title={next ? t('desk.next', { name: name(next) }) : t('desk.nothing')}>
          {!next ? (
            <p className="quiet">{t(disclosure.startedOn === null ? 'desk.notStarted' : 'desk.allDone')}</p>
          ) : next.status === 'UPCOMING' ? (
            <p className="quiet">{t('desk.upcoming', { opens: day(next.opensOn), date: day(next.dueOn) })}</p>
          ) : editor ? (
            <ReportForm key={keyOf(next)} projectId={project.id} owed={next} onPublished={() => setPublished(true)} />
          ) : (
            <p className="quiet">{t('desk.editorsOnly')}</p>
          )}
        </Section>
        <Section title={t('desk.all')}>
          {disclosure.obligations.length > 0 ? (
            <DisclosureTimeline
              disclosure={disclosure}
              below={editor ? (report) => <CorrectionForm reportId={report.id} /> : undefined}
            />
          ) : (
            <EmptyState title={t('desk.none')}>{t('desk.notStarted')}</EmptyState>
          )}
        </Section>
      </div>
    </Page>
  );
}
