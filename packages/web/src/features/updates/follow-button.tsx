import { useQuery } from '@apollo/client/react';
import { FollowProjectDocument, ProjectFollowingDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useAction } from '../../lib/use-action';
import { signInPath, useViewer } from '../../lib/viewer';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { LinkButton } from '../../ui/link-button';
import { FailureNotice } from '../../ui/states';
import styles from './updates.module.css';

/** Follows a project, or no longer. Who is not signed in is led to the sign-in and back. */
export default function FollowButton({ projectId }: { projectId: string }) {
  const { t } = useTranslation('updates');
  const location = useLocation();
  const { signedIn, loading } = useViewer();
  const { data } = useQuery(ProjectFollowingDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const action = useAction(FollowProjectDocument);
  const project = data?.project;
  if (!project || loading) return null;
  const { viewerFollows: follows, followerCount } = project;
  return (
    <div className="stack no-print" style={{ gap: 8 }}>
      <div className={styles.follow}>
        {signedIn ? (
          <Button
            icon={<Icon name={follows ? 'check' : 'bell'} />}
            aria-pressed={follows}
            loading={action.busy}
            onClick={() => void action.run({ projectId, follows: !follows })}
          >
            {t(follows ? 'follow.on' : 'follow.off')}
          </Button>
        ) : (
          <LinkButton to={signInPath(location.pathname)}>{t('follow.off')}</LinkButton>
        )}
        <span className="small quiet">
          {followerCount > 0 ? t('follow.count', { count: followerCount }) : t('follow.says')}
        </span>
      </div>
      <FailureNotice failure={action.failure} kind={action.kind} />
    </div>
  );
}
