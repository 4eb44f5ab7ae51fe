import { useTranslation } from 'react-i18next';
import { NoticeText } from '../../features/privacy/notice-text';
import { SITE_CARD, useFace } from '../../lib/served';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('privacy');
  useFace({
    card: t('title'),
    description: t('face'),
    image: SITE_CARD,
    canonical: '/privacy',
    facts: { '@type': 'WebPage', name: t('title'), url: '/privacy' },
  });
  return (
    <Page>
      <PageTitle title={t('title')} />
      <NoticeText />
    </Page>
  );
}
