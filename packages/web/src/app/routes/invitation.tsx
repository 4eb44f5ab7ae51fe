import { useQuery } from '@apollo/client/react';
import { InvitationPageDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { InvitationAnswer } from '../../features/session/invitation-answer';
import { InvitationFace } from '../../features/session/invitation-face';
import { toFailure } from '../../lib/failure';
import { useViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState, ErrorState, PageSkeleton } from '../../ui/states';

export function Component() {
  const { t } = useTranslation('session');
  const { token = '' } = useParams();
  const { viewer, loading } = useViewer();
  const { data, error, refetch } = useQuery(InvitationPageDocument, {
    variables: { token },
    fetchPolicy: 'cache-and-network',
  });
  const invitation = data?.invitation;
  const code = error && toFailure(error).code;

  if (invitation && !loading) {
    return (
      <Page>
        <PageTitle
          title={t('invitation.title', { name: invitation.organization.name })}
          lead={invitation.status === 'OPEN' ? t('invitation.lead') : undefined}
        />
        <div className="stack" style={{ gap: 24, maxWidth: 640 }}>
          <InvitationFace invitation={invitation} />
          <InvitationAnswer token={token} invitation={invitation} viewer={viewer} />
        </div>
      </Page>
    );
  }
  // For an invalid token the server returns null or a refusal, depending on what is wrong with it.
  if (data || code === 'NOT_FOUND' || code === 'BAD_USER_INPUT') {
    return (
      <Page>
        <PageTitle title={t('invitation.missingTitle')} />
        <EmptyState title={t('invitation.missing')} actions={<LinkButton to="/">{t('app:backHome')}</LinkButton>} />
      </Page>
    );
  }
  return (
    <Page>
      {error ? (
        <>
          <PageTitle title={t('app:title.invitation')} />
          <ErrorState error={error} onRetry={() => void refetch()} />
        </>
      ) : (
        <PageSkeleton />
      )}
    </Page>
  );
}
