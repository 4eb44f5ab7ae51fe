import {
  AcceptInvitationDocument,
  type InvitationFaceFragment,
  SignOutDocument,
  type ViewerPartsFragment,
} from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { startNewSession } from '../../lib/apollo';
import { useAction } from '../../lib/use-action';
import { LinkButton } from '../../ui/link-button';
import { EmptyState, FailureNotice } from '../../ui/states';

export interface InvitationAnswerProps {
  token: string;
  invitation: InvitationFaceFragment;
  viewer: ViewerPartsFragment | null;
}

/**
 * The one next step for the person who opened the link: accept, sign in, change the account, or read why the invitation
 * is over.
 */
export function InvitationAnswer({ token, invitation, viewer }: InvitationAnswerProps) {
  const { t } = useTranslation('session');
  const navigate = useNavigate();
  const accept = useAction(AcceptInvitationDocument, { leaves: true, refetch: ['Viewer', 'InvitationPage'] });
  const signOut = useAction(SignOutDocument, { leaves: true });
  const here = `/invitations/${encodeURIComponent(token)}`;
  const { organization, email } = invitation;
  const isMember = viewer?.memberships.some((one) => one.organization.id === organization.id) ?? false;
  const isInvited = viewer?.email.toLowerCase() === email.toLowerCase();

  if (isMember && (isInvited || invitation.status === 'ACCEPTED')) {
    return (
      <div role="status">
        <EmptyState
          title={t('invitation.joinedTitle', { name: organization.name })}
          actions={
            <>
              <LinkButton to={`/workspace/${organization.id}`} primary>
                {t('invitation.toWorkspace')}
              </LinkButton>
              <LinkButton to="/projects">{t('invitation.toProjects')}</LinkButton>
            </>
          }
        >
          {t('invitation.joined')}
        </EmptyState>
      </div>
    );
  }
  if (invitation.status !== 'OPEN') {
    return (
      <EmptyState
        title={t(`invitation.${invitation.status}.title`)}
        actions={
          viewer ? (
            <LinkButton to="/workspace">{t('app:nav.workspace')}</LinkButton>
          ) : (
            <LinkButton to={`/sign-in?next=${encodeURIComponent('/workspace')}`} state={{ email }}>
              {t('signIn.submit')}
            </LinkButton>
          )
        }
      >
        {t(`invitation.${invitation.status}.text`)}
      </EmptyState>
    );
  }
  const way = (page: string) => `${page}?next=${encodeURIComponent(here)}`;
  if (!viewer) {
    return (
      <div className="stack">
        <p className="measure">{t('invitation.signInFirst', { email })}</p>
        <div className="row">
          <LinkButton to={way('/sign-in')} state={{ email }} primary>
            {t('signIn.submit')}
          </LinkButton>
          <LinkButton to={way('/sign-up')} state={{ email }}>
            {t('app:title.signUp')}
          </LinkButton>
        </div>
      </div>
    );
  }
  if (!isInvited) {
    const change = async () => {
      if (!(await signOut.run({}))) return;
      await startNewSession().catch(() => undefined);
      await navigate(way('/sign-in'), { state: { email } });
    };
    return (
      <div className="stack">
        <h2>{t('invitation.wrongTitle')}</h2>
        <p className="measure">{t('invitation.wrong', { invited: email, own: viewer.email })}</p>
        <FailureNotice failure={signOut.failure} />
        <div>
          <Button onClick={() => void change()} loading={signOut.busy}>
            {t('invitation.switchAccount')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack">
      <FailureNotice failure={accept.failure} />
      <div>
        <Button type="primary" size="large" loading={accept.busy} onClick={() => void accept.run({ token })}>
          {t('invitation.accept')}
        </Button>
      </div>
    </div>
  );
}
