import { useQuery } from '@apollo/client/react';
import { WorkProjectDocument, type WorkProjectFragment } from '@hongchuang/schema';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';
import { ProjectHistory } from '../../features/projects/history';
import { ProjectFigures, useLiveProgress } from '../../features/projects/progress';
import { useStanding } from '../../features/projects/use-standing';
import { Sharing } from '../../features/workspace/sharing';
import { StageDesk } from '../../features/stages/stage-desk';
import { CancelProject } from '../../features/wizard/cancel-project';
import { valuesOf } from '../../features/wizard/draft';
import { lastReason } from '../../features/wizard/last-reason';
import { Measurements } from '../../features/wizard/measurements';
import { StateNotice } from '../../features/wizard/state-notice';
import { forgetDraft } from '../../features/wizard/use-draft';
import { ProjectWizard } from '../../features/wizard/wizard';
import { useKnownViewer } from '../../lib/viewer';
import { Figure, Figures } from '../../ui/figures';
import { LinkButton } from '../../ui/link-button';
import { Money } from '../../ui/money';
import { Page, PageTitle, Section } from '../../ui/page';
import { ErrorState, PageSkeleton } from '../../ui/states';
import { ProjectStatusChip } from '../../ui/project-status-chip';
import { NotFound } from '../error-page';
import { ProjectPreview } from '../project-preview';

/** One address for the whole life of a project: the wizard for a draft, the desk afterwards. */
export function Component() {
  const { t } = useTranslation('wizard');
  const { projectId = '' } = useParams();
  const viewer = useKnownViewer();
  // Never from the cache, because the wizard compares the device's copy with the server's current state.
  const { data, error, loading, refetch } = useQuery(WorkProjectDocument, {
    variables: { id: projectId },
    fetchPolicy: 'network-only',
    nextFetchPolicy: 'cache-first',
  });
  const project = data?.project;
  if (project && viewer) {
    // Only those who run the project, and reviewers, use this page.
    if (project.organization.viewerRole === null) return <NotFound />;
    return <ProjectWork key={project.id} project={project} viewerId={viewer.id} reload={() => void refetch()} />;
  }
  if (error && !loading) {
    return (
      <Page>
        <PageTitle title={t('app:title.projectEdit')} />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (data && !loading) return <NotFound />;
  return (
    <Page>
      <PageSkeleton />
    </Page>
  );
}

const PUBLIC = ['PUBLIC_NOTICE', 'FUNDRAISING', 'FUNDED', 'EXECUTING', 'COMPLETED'];

function ProjectWork({
  project,
  viewerId,
  reload,
}: {
  project: WorkProjectFragment;
  viewerId: string;
  reload: () => void;
}) {
  const { t } = useTranslation('wizard');
  const { organization } = project;
  const editing = project.viewerActions.includes('EDIT');
  const isPublic = PUBLIC.includes(project.status);
  const standing = useStanding(project);
  return (
    <Page>
      <PageTitle
        title={project.title || t('unnamed')}
        above={
          <div className="row small quiet">
            <Link to={`/workspace/${organization.id}`}>{t('toOrganization', { organization: organization.name })}</Link>
            <ProjectStatusChip project={project} />
          </div>
        }
        lead={editing ? t('lead', { organization: organization.name }) : standing}
        actions={
          isPublic && (
            <>
              {(organization.viewerRole === 'OWNER' || organization.viewerRole === 'EDITOR') && (
                <LinkButton to={`/workspace/projects/${project.id}/updates`}>{t('updates:desk.tab')}</LinkButton>
              )}
              <LinkButton to={`/projects/${project.slug}`}>{t('publicPage')}</LinkButton>
            </>
          )
        }
      />
      <div className="stack-lg">
        <StateNotice project={project} onWithdrawn={reload} />
        {editing ? (
          <ProjectWizard
            viewerId={viewerId}
            organization={organization}
            project={project}
            reason={project.status === 'CHANGES_REQUESTED' ? lastReason(project) : undefined}
            onClosed={reload}
            onSubmitted={() => {
              scrollTo({ top: 0 });
              reload();
            }}
            preview={(values) => <ProjectPreview values={values} slug={project.slug} />}
          />
        ) : (
          <ProjectDesk project={project} />
        )}
        {project.viewerActions.includes('CANCEL') && (
          <div>
            <CancelProject
              projectId={project.id}
              isPublic={isPublic}
              onCancelled={() => {
                forgetDraft(viewerId, organization.id, project.id);
                scrollTo({ top: 0 });
                reload();
              }}
            />
          </div>
        )}
      </div>
    </Page>
  );
}

function ProjectDesk({ project }: { project: WorkProjectFragment }) {
  const { t } = useTranslation('wizard');
  useLiveProgress(project.id);
  const { hash } = useLocation();
  // "Report figures" leads here. The browser looked for the anchor before it was drawn, so the page scrolls to it now.
  useEffect(() => {
    if (hash) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  const hasMoney = PUBLIC.includes(project.status) && project.status !== 'PUBLIC_NOTICE';
  return (
    <>
      {hasMoney && (
        <Section title={t('desk.money')}>
          <div className="card card-pad stack" style={{ gap: 24 }}>
            <ProjectFigures progress={project.progress} />
            <Figures>
              <Figure label={t('desk.received')}>
                <Money fen={project.fund.received} exact />
              </Figure>
              <Figure label={t('desk.released')}>
                <Money fen={project.fund.released} exact />
              </Figure>
              <Figure label={t('desk.balance')}>
                <Money fen={project.fund.balance} exact />
              </Figure>
            </Figures>
          </div>
        </Section>
      )}
      {hasMoney && (
        <Section title={t('stages:desk.title')} id="stages">
          <StageDesk project={project} />
        </Section>
      )}
      {hasMoney && (
        <Section title={t('desk.measure')} id="measurements">
          <Measurements project={project} />
        </Section>
      )}
      {!hasMoney && (
        <Section title={t('desk.preview')}>
          <div className="card card-pad">
            <ProjectPreview values={valuesOf(project)} slug={project.slug} level={3} />
          </div>
        </Section>
      )}
      {PUBLIC.includes(project.status) && (
        <Section title={t('workspace:sharing.title')} id="sharing">
          <Sharing project={project} />
        </Section>
      )}
      <Section title={t('desk.history')}>
        <ProjectHistory history={project.history} />
      </Section>
    </>
  );
}
