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
import { ProjectCover } from '../../features/projects/cover';
import { GivePanel } from '../../features/projects/give-panel';
import { useProjectFace } from '../../features/projects/face';
import { useLiveProgress } from '../../features/projects/progress';
import styles from '../../features/projects/projects.module.css';
import { loadWords } from '../../lib/i18n';
import { later } from '../../lib/later';
import { usePlatform } from '../../lib/platform';
import { refetchLater } from '../../lib/refetch-later';
import { useFace } from '../../lib/served';
import { useChanged } from '../../lib/use-changed';
import { useRefetchOnVersion } from '../../lib/use-refetch-on-version';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';
import { ErrorState, Loading, Skeleton, SkeletonText } from '../../ui/states';
import { VerifiedMark } from '../../ui/verified-mark';
import { NotFound } from '../error-page';
import { Written } from '../../ui/written';

const FollowProject = later(async () => {
  const [button] = await Promise.all([import('../../features/updates/follow-button'), loadWords('stages')]);
  return button;
});

const ProjectMatching = later(() => import('../../features/matching/project-matching'));

/** Everything below the first screen of a phone. */
const ProjectBody = later(async () => {
  const [body] = await Promise.all([import('../project-body'), loadWords('stages')]);
  return body;
});

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
      // What was taken down of a gift disappears here as well.
      for (const query of [ProjectStagesDocument, ProjectMoneyNowDocument])
        void client
          .query<unknown>({ query, variables: { id: project.id }, fetchPolicy: 'network-only' })
          .catch(() => undefined);
      void refetchLater(client, { documents: [ProjectDisclosureDocument] });
    },
    { isFresh: true },
  );
  const { organization } = project;
  useFace(useProjectFace(project));
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
          <FollowProject projectId={project.id} />
          {project.viewerActions.includes('EDIT') && (
            <div>
              <LinkButton to={`/workspace/projects/${project.id}/edit`}>{t('edit')}</LinkButton>
            </div>
          )}
        </div>

        <aside className={styles.aside} aria-label={t('panel')}>
          <GivePanel project={project} matching={<ProjectMatching projectId={project.id} />} />
        </aside>

        <div className={styles.body}>
          <ProjectBody project={project} fallback={<SkeletonText lines={12} />} />
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
