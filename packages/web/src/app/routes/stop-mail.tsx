import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { StopMail } from '../../features/notices/stop-mail';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('notices');
  // Browsers do not send what follows the # to the server.
  const token = useLocation().hash.slice(1);
  return (
    <Page>
      <PageTitle title={t('stop.title')} />
      <StopMail token={token} />
    </Page>
  );
}
