import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState } from '../../ui/states';

export function Component() {
  const { t } = useTranslation('app');
  return (
    <Page>
      <PageTitle title={t('title.treasury')} />
      <EmptyState title={t('seeProjects')} actions={<LinkButton to="/projects">{t('nav.projects')}</LinkButton>} />
    </Page>
  );
}
