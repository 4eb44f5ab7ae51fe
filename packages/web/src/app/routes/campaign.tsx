import { useQuery } from '@apollo/client/react';
import { CampaignPageDocument, type CampaignState } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { CampaignFacts, CampaignNotes } from '../../features/campaigns/campaign-facts';
import { CampaignParts, CampaignTotals, useLiveCampaign } from '../../features/campaigns/campaign-figures';
import { CampaignRanking } from '../../features/campaigns/campaign-ranking';
import { CampaignYears } from '../../features/campaigns/campaign-years';
import { ProjectCardView } from '../../features/projects/project-card';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { useFace } from '../../lib/served';
import { inKit } from '../../ui/in-kit';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle, Section } from '../../ui/page';
import { Markdown } from '../../ui/served-markdown';
import { EmptyState, ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';

const CampaignActions = inKit(async () => ({
  default: (await import('../../features/campaigns/campaign-actions')).CampaignActions,
}));
const CampaignForm = inKit(async () => ({
  default: (await import('../../features/campaigns/campaign-form')).CampaignForm,
}));

/** A campaign that has begun has figures. */
const SHOWS_FIGURES: readonly CampaignState[] = ['OPEN', 'CLOSED', 'ENDED'];

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
  useLiveCampaign(id, campaign?.state === 'OPEN');
  const language = useLanguage();
  useFace(
    campaign
      ? {
          card: campaign.title,
          description: t(SHOWS_FIGURES.includes(campaign.state) ? 'page.description' : 'page.descriptionBefore', {
            theme: campaign.theme,
            amount: formatExact(campaign.progress.raised),
            gifts: campaign.progress.giftCount,
            at: formatDateTime(campaign.opensAt, language),
          }),
          canonical: `/campaigns/${campaign.id}`,
          image: `/og/campaigns/${campaign.id}.${language}.png?v=${campaign.progress.version}`,
          article: true,
          hidden: campaign.state === 'WAITING' || campaign.state === 'RETURNED',
          facts: {
            '@type': 'Event',
            name: campaign.title,
            url: `/campaigns/${campaign.id}`,
            description: campaign.theme,
            startDate: campaign.opensAt,
            endDate: campaign.closesAt,
            eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
            organizer: {
              '@type': 'Organization',
              name: campaign.organizer.name,
              url: `/organizations/${campaign.organizer.id}`,
            },
          },
        }
      : undefined,
  );
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
        {campaign.viewerActions.length > 0 && <CampaignActions campaign={campaign} onEdit={() => setEditing(true)} />}
        {SHOWS_FIGURES.includes(campaign.state) && (
          <>
            <CampaignTotals progress={campaign.progress} />
            <p className="no-print">
              <Link to={`/campaigns/${campaign.id}/screen`}>{t('page.toScreen')}</Link>
            </p>
          </>
        )}
        <Section title={t('page.projects')}>
          {campaign.projects.length === 0 ? (
            <EmptyState title={t('page.noProjects')} />
          ) : (
            <div className="cards">
              {campaign.projects.map((project) => (
                <div key={project.id} className="stack" style={{ gap: 8, alignContent: 'start' }}>
                  <ProjectCardView project={project} />
                  {campaign.state === 'OPEN' && project.status === 'FUNDRAISING' && (
                    <LinkButton to={`/projects/${project.slug}/give?campaign=${campaign.id}`} type="primary">
                      {t('page.give')}
                    </LinkButton>
                  )}
                </div>
              ))}
            </div>
          )}
        </Section>
        {SHOWS_FIGURES.includes(campaign.state) && (
          <>
            <CampaignRanking id={campaign.id} version={campaign.progress.version} />
            <CampaignParts campaign={campaign} />
          </>
        )}
        <CampaignYears campaign={campaign} />
        <Section title={t('page.rules')}>
          <Markdown>{campaign.rules}</Markdown>
        </Section>
      </div>
    </Page>
  );
}
