import { useQuery } from '@apollo/client/react';
import { UpdateDeskDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { UpdateDesk } from '../../features/updates/update-desk';
import { useLivePage } from '../../lib/use-live-page';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';
import { ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';

/** The page on which a unit writes news of its project and thanks to its donors. */
export function Component() {
  const { t } = useTranslation('updates');
  const { projectId = '' } = useParams();
  const { data, error, loading, refetch } = useQuery(UpdateDeskDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage([`project:${projectId}`]);
  const project = data?.project;
  if (project) {
    const { organization } = project;
    if (organization.viewerRole !== 'OWNER' && organization.viewerRole !== 'EDITOR') return <NotFound />;
    return (
      <Page>
        <PageTitle
          title={t('desk.title', { title: project.title })}
          lead={t('desk.lead')}
          above={
            <p className="small row">
              <Link to={`/workspace/${organization.id}`}>{organization.name}</Link>
              <Link to={`/workspace/projects/${project.id}/edit`}>{t('desk.project')}</Link>
            </p>
          }
          actions={<LinkButton to={`/projects/${project.slug}#news`}>{t('desk.publicPage')}</LinkButton>}
        />
        <UpdateDesk key={project.id} project={project} />
      </Page>
    );
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
