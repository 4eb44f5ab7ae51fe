import { useQuery } from '@apollo/client/react';
import {
  OrganizationGiftsDocument,
  OrganizationMembersDocument,
  OrganizationProjectsDocument,
  OrganizationTasksDocument,
  type ProjectStandingFragment,
  type WorkOrganizationFragment,
  WorkQuestionsDocument,
} from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { People } from '../../features/members/people';
import { ParentRequestRow } from '../../features/organizations/parent-requests';
import { UnitPapers } from '../../features/papers/statements';
import { UnitPayee } from '../../features/payees/unit-payee';
import { useStanding } from '../../features/projects/use-standing';
import { WebhookList } from '../../features/webhooks/webhook-list';
import { GiftRow } from '../../features/workspace/gift-rows';
import { OrganizationProfile } from '../../features/workspace/organization-profile';
import { ProjectRow, ProjectRowsTable } from '../../features/workspace/project-rows';
import { TaskList } from '../../features/workspace/task-list';
import { type Task, tasksOf } from '../../features/workspace/tasks';
import styles from '../../features/workspace/workspace.module.css';
import { useAddressBar } from '../../lib/address-bar';
import { startNewSession } from '../../lib/apollo';
import { useKnownViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { LiveMark } from '../../ui/live-mark';
import { Money } from '../../ui/money';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, ErrorState, Loading, PageSkeleton, Skeleton } from '../../ui/states';
import { VerifiedMark } from '../../ui/verified-mark';
import { NotFound } from '../error-page';

export function Component() {
  const { t } = useTranslation('workspace');
  const { organizationId = '' } = useParams();
  const { data, error, loading, refetch } = useQuery(OrganizationTasksDocument, {
    variables: { id: organizationId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const { data: asked } = useQuery(WorkQuestionsDocument, {
    variables: { id: organizationId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const organization = data?.organization;
  if (organization) {
    if (organization.viewerRole === null) return <NotFound />;
    return (
      <OrganizationHome
        key={organization.id}
        organization={organization}
        tasks={tasksOf(
          organization,
          organization.projects.edges.map(({ node }) => node),
          new Date(),
          asked?.organization?.projects.edges.map(({ node }) => node),
        )}
      />
    );
  }
  if (error && !loading) {
    return (
      <Page>
        <PageTitle title={t('mine.title')} />
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

function OrganizationHome({ organization, tasks }: { organization: WorkOrganizationFragment; tasks: Task[] }) {
  const { t } = useTranslation('workspace');
  const { get } = useAddressBar();
  const editor = organization.viewerRole === 'OWNER' || organization.viewerRole === 'EDITOR';
  const yours = tasks.filter(({ turn }) => turn === 'yours');
  const theirs = tasks.filter(({ turn }) => turn === 'theirs');
  return (
    <Page>
      <PageTitle
        title={organization.name}
        above={
          <div className="row small quiet">
            <Link to="/workspace">{t('back')}</Link>
            {organization.verification === 'VERIFIED' && <VerifiedMark text />}
          </div>
        }
        lead={t('role', { role: t(`terms:membershipRole.${organization.viewerRole ?? 'MEMBER'}`) })}
        actions={
          editor && (
            <>
              <LinkButton to={`/workspace/${organization.id}/desk`}>{t('unit-desk:open')}</LinkButton>
              <LinkButton primary to={`/workspace/${organization.id}/projects/new`}>
                {t('publish')}
              </LinkButton>
            </>
          )
        }
      />
      <div className="stack-lg" style={{ gap: 40 }}>
        {get('created') === '1' && (
          <p className="small pine" role="status">
            {t('created', { name: organization.name })}
          </p>
        )}
        <Section title={t('today')}>
          {yours.length > 0 ? (
            <TaskList tasks={yours} />
          ) : (
            <p className="quiet">
              {t('todayEmpty')}
              {t('sentenceEnd')}
              {t('todayEmptyAdvice')}
            </p>
          )}
          {theirs.length > 0 && (
            <>
              <h3 className="quiet">{t('known')}</h3>
              <TaskList tasks={theirs} />
            </>
          )}
        </Section>
        <Section title={t('projects.title')} aside={<LiveMark />}>
          <Projects organization={organization} editor={editor} />
        </Section>
        <Section title={t('gifts.title')}>
          <Gifts organizationId={organization.id} />
          {editor && organization.verification === 'VERIFIED' && (
            <p>
              <Link to={`/workspace/${organization.id}/lists`}>{t('collected-lists:toLists')}</Link>
            </p>
          )}
        </Section>
        {editor && (
          <Section title={t('papers:sponsor.unitTitle')} id="papers">
            <UnitPapers organizationId={organization.id} />
          </Section>
        )}
        {editor && organization.verification === 'VERIFIED' && (
          <Section title={t('payees:unit.title')} id="payee">
            <UnitPayee organization={organization} owner={organization.viewerRole === 'OWNER'} />
          </Section>
        )}
        {organization.childRequests && organization.childRequests.length > 0 && (
          <Section title={t('organizations:request.title')} id="below">
            <p className="small quiet">{t('organizations:request.lead')}</p>
            <div className="stack">
              {organization.childRequests.map((request) => (
                <ParentRequestRow key={request.id} request={request} refetch={['OrganizationTasks']} />
              ))}
            </div>
          </Section>
        )}
        <Section title={t('members.title')} id="members">
          <Members organizationId={organization.id} />
        </Section>
        <Section title={t('profile.title')} id="profile">
          <OrganizationProfile organization={organization} />
        </Section>
        {organization.viewerRole === 'OWNER' && (
          <Section title={t('webhooks:title')} id="webhooks">
            <WebhookList organizationId={organization.id} />
          </Section>
        )}
      </div>
    </Page>
  );
}

function Standing({ project }: { project: ProjectStandingFragment }) {
  return <>{useStanding(project)}</>;
}

const PROJECTS = 20;

function Projects({ organization, editor }: { organization: WorkOrganizationFragment; editor: boolean }) {
  const { t } = useTranslation('workspace');
  const first = useShownCount(PROJECTS);
  const { data, error, refetch, fetchMore } = useQuery(OrganizationProjectsDocument, {
    variables: { id: organization.id, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  return (
    <ConnectionList
      connection={data?.organization?.projects}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PROJECTS}
      skeleton={<Skeleton height={240} />}
      empty={
        <EmptyState title={t('projects.none')}>{t(editor ? 'projects.noneAdvice' : 'projects.noneMember')}</EmptyState>
      }
      container={(rows) => <ProjectRowsTable>{rows}</ProjectRowsTable>}
    >
      {(project) => <ProjectRow project={project} Standing={Standing} />}
    </ConnectionList>
  );
}

const GIFTS = 10;

function Gifts({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation('workspace');
  const first = useShownCount(GIFTS, 'gifts');
  const { data, error, refetch, fetchMore } = useQuery(OrganizationGiftsDocument, {
    variables: { id: organizationId, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const organization = data?.organization;
  return (
    <>
      {organization && organization.given > 0 && (
        <p>
          <span className="quiet">{t('gifts.total')}</span>
          <Money fen={organization.given} className="strong" />
        </p>
      )}
      <ConnectionList
        connection={organization?.pledges}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={GIFTS}
        name="gifts"
        skeleton={<Skeleton height={120} />}
        empty={
          <EmptyState title={t('gifts.none')} actions={<LinkButton to="/projects">{t('app:seeProjects')}</LinkButton>}>
            {t('gifts.noneAdvice')}
          </EmptyState>
        }
        container={(gifts) => <ul className={styles.rows}>{gifts}</ul>}
      >
        {(gift) => <GiftRow gift={gift} />}
      </ConnectionList>
    </>
  );
}

function Members({ organizationId }: { organizationId: string }) {
  const viewer = useKnownViewer();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(OrganizationMembersDocument, {
    variables: { id: organizationId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const people = data?.organization;
  if (people && viewer) {
    return (
      <People
        people={people}
        viewerId={viewer.id}
        onLeft={async () => {
          await navigate('/workspace?left=1');
          // The cache holds answers for a member, and the viewer is no longer one.
          await startNewSession();
        }}
      />
    );
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Loading>
      <Skeleton height={160} />
    </Loading>
  );
}
