import { useQuery } from '@apollo/client/react';
import { MatchFundQueueDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { QueueBar } from '../../ui/queue-bar';
import { QueueItems, QueueMark } from '../../ui/queue-items';
import { EmptyState, SkeletonText } from '../../ui/states';
import { FundItem } from './fund-list';

const PAGE_SIZE = 20;

/** The match funds that wait for a decision. Each one is decided on its own page, as everybody will see it. */
export function FundDesk() {
  const { t } = useTranslation('matching');
  const first = useShownCount(PAGE_SIZE);
  const { data, previousData, error, refetch, fetchMore } = useQuery(MatchFundQueueDocument, {
    variables: { ...useQueueView(), first },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(useQueueTopics('match-funds'));
  const connection = (data ?? previousData)?.matchFundQueue;
  return (
    <QueueItems queue="match-funds" ids={connection?.edges.map(({ node }) => node.id) ?? []}>
      <QueueBar queue="match-funds" search={{ hint: t('desk.search') }} />
      <ConnectionList
        connection={connection}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        skeleton={<SkeletonText lines={4} />}
        empty={<EmptyState title={t('desk.empty')} />}
      >
        {(fund) => (
          <li data-item>
            <FundItem fund={fund} /> <QueueMark id={fund.id} />
          </li>
        )}
      </ConnectionList>
    </QueueItems>
  );
}
