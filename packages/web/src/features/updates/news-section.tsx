import { useApolloClient, useQuery } from '@apollo/client/react';
import { ProjectNewsDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { refetchPage } from '../../lib/refetch-page';
import { useScrollToHash } from '../../lib/scroll-to-hash';
import { useChanged } from '../../lib/use-changed';
import { ConnectionList } from '../../ui/connection-list';
import { LiveMark } from '../../ui/live-mark';
import { Section } from '../../ui/page';
import { EmptyState, SkeletonText } from '../../ui/states';
import { UpdateArticle } from './update-article';
import styles from './updates.module.css';

const PAGE = 5;

/** News of a project between its reports. A page that stands open shows new ones by itself. */
export default function NewsSection({ projectId }: { projectId: string }) {
  const { t } = useTranslation('updates');
  const client = useApolloClient();
  useScrollToHash('news');
  const { data, error, refetch, fetchMore } = useQuery(ProjectNewsDocument, {
    variables: { id: projectId, first: PAGE },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  useChanged([`project:${projectId}`], () => void refetchPage(client, { documents: [ProjectNewsDocument] }), {
    isFresh: true,
  });
  const role = data?.project?.organization.viewerRole;
  return (
    <Section
      id="news"
      title={t('title')}
      aside={
        role === 'OWNER' || role === 'EDITOR' ? (
          <Link to={`/workspace/projects/${projectId}/updates`}>{t('write')}</Link>
        ) : (
          <LiveMark silent />
        )
      }
    >
      <ConnectionList
        connection={data?.project?.updates}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={4} />}
        empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
        container={(items) => <div className={styles.list}>{items}</div>}
      >
        {(update) => <UpdateArticle update={update} />}
      </ConnectionList>
    </Section>
  );
}
