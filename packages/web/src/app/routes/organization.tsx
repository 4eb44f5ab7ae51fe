import { useQuery } from '@apollo/client/react';
import { OrganizationPageDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { OrganizationFacts } from '../../features/organizations/organization-face';
import { ProjectCardSkeletons, ProjectCardView } from '../../features/projects/project-card';
import { SITE_CARD, useFace } from '../../lib/served';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, ErrorState, PageSkeleton } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { VerifiedMark } from '../../ui/verified-mark';
import { NotFound } from '../error-page';

const PAGE_SIZE = 12;

export function Component() {
  const { t } = useTranslation('organizations');
  const { id = '' } = useParams();
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(OrganizationPageDocument, {
    variables: { id, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const organization = data?.organization;
  useFace(
    organization
      ? {
          card: organization.name,
          description: organization.about || t('public.projects', { count: organization.projects.totalCount }),
          image: SITE_CARD,
          canonical: `/organizations/${organization.id}`,
          article: true,
          facts: {
            '@type': 'Organization',
            name: organization.name,
            url: `/organizations/${organization.id}`,
            ...(organization.about && { description: organization.about }),
            ...(organization.creditCode && { taxID: organization.creditCode }),
            ...(organization.parent && {
              parentOrganization: { '@type': 'Organization', name: organization.parent.name },
            }),
          },
        }
      : undefined,
  );
  if (!organization) {
    if (data) return <NotFound />;
    return (
      <Page>
        {error ? (
          <>
            <PageTitle title={t('app:title.organization')} />
            <ErrorState error={error} onRetry={() => void refetch()} />
          </>
        ) : (
          <PageSkeleton />
        )}
      </Page>
    );
  }
  return (
    <Page>
      <PageTitle
        title={organization.name}
        above={
          <div className="row" style={{ gap: 12 }}>
            <span className="quiet">{t(`terms:organizationKind.${organization.kind}`)}</span>
            {organization.verification === 'VERIFIED' ? (
              <VerifiedMark text />
            ) : (
              <TermChip kind="verification" value={organization.verification} />
            )}
          </div>
        }
        actions={
          organization.viewerRole && (
            <LinkButton to={`/workspace/${organization.id}`}>{t('public.openWorkspace')}</LinkButton>
          )
        }
      />
      <div className="stack-lg" style={{ gap: 48 }}>
        <OrganizationFacts organization={organization} />
        <Section title={t('public.projects', { count: organization.projects.totalCount })}>
          <ConnectionList
            connection={organization.projects}
            refetch={refetch}
            fetchMore={fetchMore}
            pageSize={PAGE_SIZE}
            skeleton={<ProjectCardSkeletons count={3} />}
            container={(items) => <div className="cards">{items}</div>}
            empty={
              <EmptyState
                title={t('public.noProjects')}
                actions={<LinkButton to="/projects">{t('public.otherProjects')}</LinkButton>}
              >
                {t('public.noProjectsAdvice')}
              </EmptyState>
            }
          >
            {(project) => <ProjectCardView project={project} />}
          </ConnectionList>
        </Section>
      </div>
    </Page>
  );
}
