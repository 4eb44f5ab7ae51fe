import { useTranslation } from 'react-i18next';
import { NoticeText } from '../../features/privacy/notice-text';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('privacy');
  return (
    <Page>
      <PageTitle title={t('title')} />
      <NoticeText />
    </Page>
  );
}
