import { useQuery } from '@apollo/client/react';
import { CampaignPageDocument } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { CampaignActions } from '../../features/campaigns/campaign-actions';
import { CampaignFacts, CampaignNotes } from '../../features/campaigns/campaign-facts';
import { CampaignForm } from '../../features/campaigns/campaign-form';
import { ProjectCardView } from '../../features/projects/project-card';
import { Page, PageTitle, Section } from '../../ui/page';
import { Markdown } from '../../ui/served-markdown';
import { EmptyState, ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';

export function Component() {
  const { t } = useTranslation('campaigns');
  const { id = '' } = useParams();
  const [editing, setEditing] = useState(false);
  const { data, error, refetch } = useQuery(CampaignPageDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const campaign = data?.campaign;
  if (!campaign) {
    if (data) return <NotFound />;
    return (
      <Page>
        {error ? (
          <>
            <PageTitle title={t('title')} />
            <ErrorState error={error} onRetry={() => void refetch()} />
          </>
        ) : (
          <PageSkeleton />
        )}
      </Page>
    );
  }
  if (editing)
    return (
      <Page>
        <PageTitle title={t('form.editTitle')} lead={t('form.newLead')} />
        <CampaignForm campaign={campaign} onDone={() => setEditing(false)} onClose={() => setEditing(false)} />
      </Page>
    );
  return (
    <Page>
      <PageTitle title={campaign.title} lead={campaign.theme} above={<CampaignFacts campaign={campaign} />} />
      <div className="stack-lg">
        <CampaignNotes campaign={campaign} />
        <CampaignActions campaign={campaign} onEdit={() => setEditing(true)} />
        <Section title={t('page.projects')}>
          {campaign.projects.length === 0 ? (
            <EmptyState title={t('page.noProjects')} />
          ) : (
            <div className="cards">
              {campaign.projects.map((project) => (
                <ProjectCardView key={project.id} project={project} />
              ))}
            </div>
          )}
        </Section>
        <Section title={t('page.rules')}>
          <Markdown>{campaign.rules}</Markdown>
        </Section>
      </div>
    </Page>
  );
}
