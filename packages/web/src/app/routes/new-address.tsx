import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { NewAddress } from '../../features/session/new-address';
import { useViewer } from '../../lib/viewer';
import { Page, PageTitle } from '../../ui/page';
import { PageSkeleton } from '../../ui/states';

export function Component() {
  const { t } = useTranslation('session');
  const { viewer, loading } = useViewer();
  // Browsers do not send what follows the # to the server.
  const token = useLocation().hash.slice(1);
  return (
    <Page>
      {loading ? (
        <PageSkeleton />
      ) : (
        <>
          <PageTitle title={t('newAddress.title')} />
          <NewAddress token={token} viewer={viewer} />
        </>
      )}
    </Page>
  );
}
