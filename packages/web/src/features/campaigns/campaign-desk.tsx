import { useQuery } from '@apollo/client/react';
import { CampaignQueueDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { QueueBar } from '../../ui/queue-bar';
import { QueueItems, QueueMark } from '../../ui/queue-items';
import { EmptyState, SkeletonText } from '../../ui/states';
import { CampaignItem } from './campaign-list';

const PAGE_SIZE = 20;

/** The campaigns that wait for a decision. Each one is decided on its own page, as everybody will see it. */
export function CampaignDesk() {
  const { t } = useTranslation('campaigns');
  const first = useShownCount(PAGE_SIZE);
  const { data, previousData, error, refetch, fetchMore } = useQuery(CampaignQueueDocument, {
    variables: { ...useQueueView(), first },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(useQueueTopics('campaigns'));
  const connection = (data ?? previousData)?.campaignQueue;
  return (
    <QueueItems queue="campaigns" ids={connection?.edges.map(({ node }) => node.id) ?? []}>
      <QueueBar queue="campaigns" search={{ hint: t('desk.search') }} />
      <ConnectionList
        connection={connection}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        skeleton={<SkeletonText lines={4} />}
        empty={<EmptyState title={t('desk.empty')} />}
      >
        {(campaign) => (
          <li data-item>
            <CampaignItem campaign={campaign} /> <QueueMark id={campaign.id} />
          </li>
        )}
      </ConnectionList>
    </QueueItems>
  );
}
