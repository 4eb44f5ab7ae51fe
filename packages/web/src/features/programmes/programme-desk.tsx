import { useQuery } from '@apollo/client/react';
import { ProgrammeQueueDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { QueueBar } from '../../ui/queue-bar';
import { QueueItems, QueueMark } from '../../ui/queue-items';
import { EmptyState, SkeletonText } from '../../ui/states';
import { ProgrammeItem } from './programme-list';

const PAGE_SIZE = 20;

/** The programmes that wait for a decision. Each one is decided on its own page. */
export function ProgrammeDesk() {
  const { t } = useTranslation('programmes');
  const first = useShownCount(PAGE_SIZE);
  const { data, previousData, error, refetch, fetchMore } = useQuery(ProgrammeQueueDocument, {
    variables: { ...useQueueView(), first },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(useQueueTopics('programmes'));
  const connection = (data ?? previousData)?.programmeQueue;
  return (
    <QueueItems queue="programmes" ids={connection?.edges.map(({ node }) => node.id) ?? []}>
      <QueueBar queue="programmes" search={{ hint: t('form.name') }} />
      <ConnectionList
        connection={connection}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        skeleton={<SkeletonText lines={4} />}
        empty={<EmptyState title={t('desk.empty')} />}
      >
        {(programme) => (
          <li data-item>
            <ProgrammeItem programme={programme} /> <QueueMark id={programme.id} />
          </li>
        )}
      </ConnectionList>
    </QueueItems>
  );
}
