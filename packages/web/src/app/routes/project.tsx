import { useApolloClient, useQuery } from '@apollo/client/react';
import {
  ProjectDisclosureDocument,
  ProjectMoneyNowDocument,
  ProjectPageDocument,
  type ProjectWholeFragment,
  ProjectStagesDocument,
} from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DisclosureSection } from '../../features/disclosure/disclosure-section';
import { AllGifts } from '../../features/projects/all-gifts';
import { ProjectCover } from '../../features/projects/cover';
import { FundStatementView } from '../../features/projects/fund';
import { GiftList } from '../../features/projects/gift-list';
import { GivePanel } from '../../features/projects/give-panel';
import { useProjectFace } from '../../features/projects/face';
import { ProjectHistory } from '../../features/projects/history';
import { IndicatorList } from '../../features/projects/indicator-list';
import { MilestoneLine } from '../../features/projects/milestone-line';
import { PublicNotice } from '../../features/projects/notice';
import { useLiveProgress } from '../../features/projects/progress';
import styles from '../../features/projects/projects.module.css';
import { SponsorWall } from '../../features/projects/sponsor-wall';
import { ProjectRefundsView } from '../../features/refunds/project-refunds';
import { StageFacts } from '../../features/stages/stage-facts';
import { usePlatform } from '../../lib/platform';
import { refetchPage } from '../../lib/refetch-page';
import { endedBelowGoal } from '../../lib/ended-below';
import { useFace } from '../../lib/served';
import { useChanged } from '../../lib/use-changed';
import { useRefetchOnVersion } from '../../lib/use-refetch-on-version';
import { LinkButton } from '../../ui/link-button';
import { LiveMark } from '../../ui/live-mark';
import { inKit } from '../../ui/in-kit';
import { Markdown } from '../../ui/served-markdown';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, ErrorState, Loading, Skeleton, SkeletonText } from '../../ui/states';
import { VerifiedMark } from '../../ui/verified-mark';
import { NotFound } from '../error-page';
import { Written } from '../../ui/written';

const StopProject = inKit(() => import('../../features/projects/stop-project'));

export function Component() {
  const { t } = useTranslation('projects');
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(ProjectPageDocument, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const project = data?.project;
  if (project) return <ProjectView key={project.id} project={project} />;
  if (error) {
    return (
      <Page>
        <PageTitle title={t('app:title.project')} />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (data) return <NotFound />;
  return <ProjectSkeleton />;
}

function ProjectView({ project }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  const { regionLabel, categoryLabel } = usePlatform();
  useLiveProgress(project.id);
  // Gifts, fund and sponsors are read again when the total changes. During a launch the bar moves at once and the rest
  // follows within four seconds.
  useRefetchOnVersion(ProjectMoneyNowDocument, { id: project.id }, `${project.progress.version} ${project.status}`, {
    atMostEveryMs: 4_000,
  });
  const client = useApolloClient();
  useChanged(
    [`project:${project.id}`],
    () => {
      void client
        .query({ query: ProjectStagesDocument, variables: { id: project.id }, fetchPolicy: 'network-only' })
        .catch(() => undefined);
      void refetchPage(client, { documents: [ProjectDisclosureDocument] });
    },
    { isFresh: true },
  );
  const { organization } = project;
  useFace(useProjectFace(project));
  const gifts = project.newest.edges.map(({ node }) => node);

  return (
    <Page>
      <div className={styles.layout}>
        <div className={styles.head}>
          <div className={styles.headCover}>
            <ProjectCover project={project} />
          </div>
          <div>
            <PageTitle
              title={project.title}
              above={
                <p className="small quiet">
                  {regionLabel(project.region)} · {categoryLabel(project.category)}
                </p>
              }
              lead={project.summary}
            />
            <p className={styles.organization}>
              <span className="quiet">{t('runBy')}</span>
              <Link to={`/organizations/${organization.id}`}>
                <Written>{organization.name}</Written>
              </Link>
              {organization.verification === 'VERIFIED' && <VerifiedMark text />}
            </p>
          </div>
          {project.viewerActions.includes('EDIT') && (
            <div>
              <LinkButton to={`/workspace/projects/${project.id}/edit`}>{t('edit')}</LinkButton>
            </div>
          )}
        </div>

        <aside className={styles.aside} aria-label={t('panel')}>
          <GivePanel project={project} />
        </aside>

        <div className={styles.body}>
          {project.demoNote && (
            <p className={`small ${styles.demoNote}`}>
              <span className="strong">{t('demoNote')}</span> {project.demoNote}
            </p>
          )}
          <Section title={t('story')}>
            <Markdown>{project.story}</Markdown>
          </Section>
          <Section title={t('milestones.title')}>
            <p className="quiet measure">{t('milestones.lead')}</p>
            <MilestoneLine
              milestones={project.milestones}
              raised={project.progress.raised}
              endedBelow={endedBelowGoal(project)}
            >
              {(stage) => <StageFacts stage={stage} projectStatus={project.status} />}
            </MilestoneLine>
          </Section>
          <Section
            title={t('fund.title')}
            aside={<Link to={`/projects/${project.slug}/books`}>{t('fund.books')}</Link>}
          >
            <FundStatementView fund={project.fund} />
          </Section>
          <ProjectRefundsView project={project} />
          <Section title={t('indicators.title')}>
            <p className="quiet measure">{t('indicators.lead')}</p>
            {project.indicators.length > 0 ? (
              <IndicatorList indicators={project.indicators} />
            ) : (
              <p className="quiet">{t('indicators.noneSet')}</p>
            )}
          </Section>
          <Section title={t('gifts.title')} aside={<LiveMark silent />} id="gifts">
            {gifts.length > 0 ? (
              <AllGifts
                projectId={project.id}
                total={project.newest.totalCount}
                newest={<GiftList gifts={gifts} />}
                shownFirst={gifts.length}
              />
            ) : (
              <EmptyState title={t('gifts.none')}>
                {t(
                  project.viewerActions.includes('PLEDGE')
                    ? 'gifts.beFirst'
                    : project.status === 'CANCELLED'
                      ? 'gifts.ended'
                      : 'gifts.notYet',
                )}
              </EmptyState>
            )}
          </Section>
          {project.sponsors.length > 0 && (
            <Section title={t('sponsors.title')}>
              <SponsorWall sponsors={project.sponsors} />
            </Section>
          )}
          <DisclosureSection projectId={project.id} />
          <Section title={t('notice.title')} id="notice">
            <PublicNotice
              project={project}
              objections={project.objections}
              mayObject={project.viewerActions.includes('OBJECT')}
            />
          </Section>
          <Section title={t('history.title')}>
            <ProjectHistory history={project.history} />
          </Section>
          {project.viewerActions.includes('STOP') && <StopProject projectId={project.id} />}
        </div>
      </div>
    </Page>
  );
}

function ProjectSkeleton() {
  return (
    <Page>
      <Loading>
        <div className={styles.layout}>
          <div className={styles.head}>
            <div className={styles.headCover}>
              <Skeleton height="auto" style={{ aspectRatio: '16 / 8', borderRadius: 0 }} />
            </div>
            <Skeleton width="30%" height={22} />
            <Skeleton width="70%" height={36} />
            <SkeletonText lines={2} />
          </div>
          <div className={styles.aside}>
            <div className={styles.panel}>
              <Skeleton height={28} />
              <Skeleton width="50%" height={48} />
              <Skeleton height={12} />
              <Skeleton height={50} />
              <Skeleton height={48} />
            </div>
          </div>
          <div className={styles.body}>
            <SkeletonText lines={8} />
          </div>
        </div>
      </Loading>
    </Page>
  );
}
