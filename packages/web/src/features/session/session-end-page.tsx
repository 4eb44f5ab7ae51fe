import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { SessionLoss } from '../../lib/session-end';
import { signInPath } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState } from '../../ui/states';

/** Takes the place of a page whose session has ended: says why, and leads to the sign-in and back. */
export default function SessionEndPage({ loss }: { loss: SessionLoss }) {
  const { t } = useTranslation('session');
  const { pathname, search } = useLocation();
  return (
    <Page>
      <PageTitle title={t('ended.title')} />
      <div role="alert">
        <EmptyState
          title={t(`ended.${loss}`)}
          actions={
            <LinkButton primary to={signInPath(pathname + search)}>
              {t('ended.again')}
            </LinkButton>
          }
        >
          {t('ended.hidden')} {t('ended.kept')}
        </EmptyState>
      </div>
    </Page>
  );
}
