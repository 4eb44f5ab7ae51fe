import { useApolloClient, useQuery } from '@apollo/client/react';
import { ProjectGiftsDocument } from '@hongchuang/schema';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refetchLater } from '../../lib/refetch-later';
import { useChanged } from '../../lib/use-changed';
import { Button } from '../../ui/button';
import { ConnectionList } from '../../ui/connection-list';
import { GiftList, GiftListSkeleton } from './gift-list';

const PAGE_SIZE = 20;

/**
 * Shows the newest gifts live. After a click it shows all gifts without live updates, because a list must not move
 * while it is read.
 */
export function AllGifts({
  projectId,
  total,
  newest,
  shownFirst,
}: {
  projectId: string;
  total: number;
  newest: ReactNode;
  shownFirst: number;
}) {
  const { t } = useTranslation('projects');
  const [all, setAll] = useState(false);
  if (all) return <PagedGifts projectId={projectId} />;
  return (
    <>
      {newest}
      {total > shownFirst && (
        <div>
          <Button onClick={() => setAll(true)}>{t('gifts.all', { count: total })}</Button>
        </div>
      )}
    </>
  );
}

function PagedGifts({ projectId }: { projectId: string }) {
  const { data, error, refetch, fetchMore } = useQuery(ProjectGiftsDocument, {
    variables: { id: projectId, first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const client = useApolloClient();
  // The list keeps its place; only what was taken down of a gift changes.
  useChanged([`project:${projectId}`], () => void refetchLater(client, { documents: [ProjectGiftsDocument] }), {
    isFresh: true,
  });
  const connection = data?.project?.pledges;
  const gifts = connection?.edges.map(({ node }) => node) ?? [];
  return (
    <ConnectionList
      connection={connection}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      name={false}
      skeleton={<GiftListSkeleton />}
      empty={null}
      container={() => <GiftList gifts={gifts} />}
    >
      {() => null}
    </ConnectionList>
  );
}
