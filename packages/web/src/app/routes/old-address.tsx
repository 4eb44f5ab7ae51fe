import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { OldAddress } from '../../features/session/old-address';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('session');
  // Browsers do not send what follows the # to the server.
  const token = useLocation().hash.slice(1);
  return (
    <Page>
      <PageTitle title={t('oldAddress.title')} />
      <OldAddress token={token} />
    </Page>
  );
}
