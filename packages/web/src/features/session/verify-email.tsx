import { VerifyEmailDocument, type ViewerPartsFragment } from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { LinkButton } from '../../ui/link-button';
import { EmptyState, FailureNotice } from '../../ui/states';
import { signInPath } from '../../lib/viewer';

/** The page behind the link in the letter. A button confirms, because mail programs open links by themselves. */
export function VerifyEmail({ token, viewer }: { token: string; viewer: ViewerPartsFragment | null }) {
  const { t } = useTranslation('session');
  const verify = useAction(VerifyEmailDocument);
  if (!viewer) {
    return (
      <EmptyState
        title={t('verify.signInFirst')}
        actions={
          <LinkButton to={signInPath(`/verify-email#${token}`)} primary>
            {t('signIn.submit')}
          </LinkButton>
        }
      >
        {t('verify.notYou')}
      </EmptyState>
    );
  }
  if (viewer.emailVerified) {
    return (
      <div role="status">
        <EmptyState
          title={t('verify.done', { email: viewer.email })}
          actions={
            <>
              <LinkButton to="/workspace" primary>
                {t('app:nav.workspace')}
              </LinkButton>
              <LinkButton to="/account">{t('verify.toAccount')}</LinkButton>
            </>
          }
        >
          {t('verify.doneText')}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="stack" style={{ maxWidth: 640 }}>
      <p className="measure">{t('verify.question', { email: viewer.email })}</p>
      <FailureNotice failure={verify.failure} />
      <div>
        <Button type="primary" size="large" loading={verify.busy} onClick={() => void verify.run({ token })}>
          {t('verify.confirm')}
        </Button>
      </div>
    </div>
  );
}
