import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { ResetPasswordForm } from '../../features/session/reset-password-form';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('session');
  // Browsers do not send what follows the # to the server.
  const token = useLocation().hash.slice(1);
  return (
    <Page>
      <PageTitle title={t('reset.title')} lead={t('reset.lead')} />
      <ResetPasswordForm token={token} />
    </Page>
  );
}
