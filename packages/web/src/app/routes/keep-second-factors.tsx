import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { KeepSecondFactors } from '../../features/session/keep-second-factors';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('session');
  // Browsers do not send what follows the # to the server.
  const token = useLocation().hash.slice(1);
  return (
    <Page>
      <PageTitle title={t('keepFactors.title')} />
      <KeepSecondFactors token={token} />
    </Page>
  );
}
