import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { SignUpForm } from '../../features/session/sign-up-form';
import { useArrival } from '../../features/session/use-arrival';
import { useViewer } from '../../lib/viewer';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('app');
  const { t: tSession } = useTranslation('session');
  const { signedIn } = useViewer();
  const { next, email, pathTo, arrive } = useArrival();
  if (signedIn) return <Navigate to={next} replace />;
  return (
    <Page>
      <PageTitle title={t('title.signUp')} lead={tSession('signUp.lead')} />
      <SignUpForm email={email} signInPath={pathTo('/sign-in')} onSignedUp={arrive} />
    </Page>
  );
}
