import { useTranslation } from 'react-i18next';
import { ProgrammeList } from '../../features/programmes/programme-list';
import { useViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('programmes');
  const { hasRole } = useViewer();
  return (
    <Page>
      <PageTitle
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {(hasRole('REVIEWER') || hasRole('AUDITOR')) && (
              <LinkButton to="/programmes/desk">{t('toDesk')}</LinkButton>
            )}
            {(hasRole('TREASURER') || hasRole('ADMIN')) && <LinkButton to="/programmes/new">{t('propose')}</LinkButton>}
          </>
        }
      />
      <ProgrammeList />
    </Page>
  );
}
