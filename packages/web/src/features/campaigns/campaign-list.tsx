import { useQuery } from '@apollo/client/react';
import { type CampaignRowFragment, CampaignsDocument, OwnCampaignsDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { EmptyState, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';
import { CampaignFacts } from './campaign-facts';

const PAGE_SIZE = 20;

/** One campaign in a list. */
export function CampaignItem({ campaign }: { campaign: CampaignRowFragment }) {
  return (
    <article className="card stack" style={{ gap: 8, padding: 16 }}>
      <h3>
        <Link to={`/campaigns/${campaign.id}`}>
          <Written>{campaign.title}</Written>
        </Link>
      </h3>
      <p>
        <Written>{campaign.theme}</Written>
      </p>
      <CampaignFacts campaign={campaign} />
    </article>
  );
}

/** Published campaigns, the newest first. */
export function CampaignList() {
  const { t } = useTranslation('campaigns');
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(CampaignsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={data?.campaigns}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      skeleton={<SkeletonText lines={6} />}
      container={(items) => <div className="cards">{items}</div>}
      empty={<EmptyState title={t('empty')} />}
    >
      {(campaign) => <CampaignItem campaign={campaign} />}
    </ConnectionList>
  );
}

/** All campaigns of the viewer's units, the newest first. */
export function OwnCampaignList() {
  const { t } = useTranslation('campaigns');
  const first = useShownCount(PAGE_SIZE, 'own');
  const { data, error, refetch, fetchMore } = useQuery(OwnCampaignsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={data?.ownCampaigns}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      skeleton={<SkeletonText lines={4} />}
      container={(items) => <div className="cards">{items}</div>}
      empty={<EmptyState title={t('own.empty')} />}
    >
      {(campaign) => <CampaignItem campaign={campaign} />}
    </ConnectionList>
  );
}
