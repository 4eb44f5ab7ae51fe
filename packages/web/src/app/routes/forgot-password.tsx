import { useTranslation } from 'react-i18next';
import { ForgotPasswordForm } from '../../features/session/forgot-password-form';
import { usePlatform } from '../../lib/platform';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('session');
  const { platform } = usePlatform();
  return (
    <Page>
      <PageTitle title={t('forgot.title')} lead={t('forgot.lead')} />
      <ForgotPasswordForm isDemo={(platform?.demoAccounts.length ?? 0) > 0} />
    </Page>
  );
}
