import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { SignedOutReason } from '../../features/session/signed-out-reason';
import { SignInForm } from '../../features/session/sign-in-form';
import { useArrival } from '../../features/session/use-arrival';
import { usePlatform } from '../../lib/platform';
import { useViewer } from '../../lib/viewer';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('session');
  const { platform } = usePlatform();
  const { signedIn } = useViewer();
  const { next, comesBack, email, pathTo, arrive } = useArrival();
  if (signedIn) return <Navigate to={next} replace />;
  return (
    <Page>
      <PageTitle title={t('signIn.submit')} lead={t('signIn.lead')} />
      <SignedOutReason />
      <SignInForm
        demoAccounts={platform?.demoAccounts ?? []}
        email={email}
        signUpPath={pathTo('/sign-up')}
        comesBack={comesBack}
        onSignedIn={arrive}
      />
    </Page>
  );
}
