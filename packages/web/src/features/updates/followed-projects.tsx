import { useQuery } from '@apollo/client/react';
import { FollowedProjectsDocument, FollowProjectDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAction } from '../../lib/use-action';
import { Button } from '../../ui/button';
import { ConnectionList } from '../../ui/connection-list';
import { FailureNotice, SkeletonText } from '../../ui/states';
import styles from './updates.module.css';

const PAGE = 10;

/** The projects that the person follows, each with a way to stop. */
export function FollowedProjects() {
  const { t } = useTranslation('updates');
  const { data, error, refetch, fetchMore } = useQuery(FollowedProjectsDocument, {
    variables: { first: PAGE },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const action = useAction(FollowProjectDocument);
  return (
    <>
      <FailureNotice failure={action.failure} kind={action.kind} />
      <ConnectionList
        connection={data?.viewer?.followedProjects}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={3} />}
        empty={<p className="quiet measure">{t('followed.none')}</p>}
        container={(items) => <ul className={styles.drafts}>{items}</ul>}
      >
        {({ id, slug, title, organization }) => (
          <li className={`card ${styles.draft}`}>
            <span>
              <Link to={`/projects/${slug}`}>{title}</Link> <span className="small quiet">{organization.name}</span>
            </span>
            <Button
              size="small"
              aria-label={t('followed.stop', { title })}
              onClick={() => void action.run({ projectId: id, follows: false })}
            >
              {t('followed.stopShort')}
            </Button>
          </li>
        )}
      </ConnectionList>
    </>
  );
}
