import { useTranslation } from 'react-i18next';
import { NoticeList } from '../../features/notices/notice-list';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('notices');
  return (
    <Page>
      <PageTitle
        title={t('title')}
        lead={t('lead')}
        actions={<LinkButton to="/account#notices">{t('toSettings')}</LinkButton>}
      />
      <NoticeList />
    </Page>
  );
}
