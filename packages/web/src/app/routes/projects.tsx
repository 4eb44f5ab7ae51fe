import { useQuery } from '@apollo/client/react';
import { ProjectListDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { ProjectCardSkeletons, ProjectCardView } from '../../features/projects/project-card';
import { ClearFilters, ProjectFilters, useProjectQuery } from '../../features/projects/project-filters';
import { SITE_CARD, useFace } from '../../lib/served';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState } from '../../ui/states';

const PAGE_SIZE = 12;

export function Component() {
  const { t } = useTranslation('projects');
  const { filter, sort, filtered } = useProjectQuery();
  const first = useShownCount(PAGE_SIZE);
  const { data, previousData, error, refetch, fetchMore, loading } = useQuery(ProjectListDocument, {
    variables: { filter, sort, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  // While another filter loads, the old list stays, paler, so that the page does not jump.
  const connection = data?.projects ?? (error ? undefined : previousData?.projects);

  useFace({
    card: t('list.title'),
    description: t('list.lead'),
    image: SITE_CARD,
    // Each filter and each order is the same list.
    canonical: '/projects',
    facts: {
      '@type': 'CollectionPage',
      name: t('list.title'),
      url: '/projects',
      mainEntity: {
        '@type': 'ItemList',
        numberOfItems: connection?.totalCount ?? 0,
        itemListElement: (connection?.edges ?? []).map(({ node }, index) => ({
          '@type': 'ListItem',
          position: index + 1,
          name: node.title,
          url: `/projects/${node.slug}`,
        })),
      },
    },
  });

  return (
    <Page>
      <PageTitle title={t('list.title')} lead={t('list.lead')} />
      <ProjectFilters />
      <p className="small quiet num" role="status" style={{ marginBottom: 16, minHeight: 22 }}>
        {connection && t(filtered ? 'list.countFiltered' : 'list.count', { count: connection.totalCount })}
      </p>
      <div style={{ opacity: loading && !data && connection ? 0.5 : 1 }}>
        <ConnectionList
          connection={connection}
          error={error}
          refetch={refetch}
          fetchMore={fetchMore}
          pageSize={PAGE_SIZE}
          skeleton={<ProjectCardSkeletons />}
          container={(items) => <div className="cards">{items}</div>}
          empty={
            filtered ? (
              <EmptyState title={t('list.nothingFound')} actions={<ClearFilters />}>
                {t('list.nothingFoundAdvice')}
              </EmptyState>
            ) : (
              <EmptyState
                title={t('list.noneYet')}
                actions={<LinkButton to="/workspace">{t('list.publish')}</LinkButton>}
              >
                {t('list.noneYetAdvice')}
              </EmptyState>
            )
          }
        >
          {(project) => <ProjectCardView project={project} headingLevel={2} />}
        </ConnectionList>
      </div>
    </Page>
  );
}
