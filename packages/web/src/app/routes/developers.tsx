import { useTranslation } from 'react-i18next';
import { ApiGuide } from '../../features/developers/api-guide';
import { SITE_CARD, useFace } from '../../lib/served';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('developers');
  useFace({
    card: t('title'),
    description: t('face'),
    image: SITE_CARD,
    canonical: '/developers',
    facts: { '@type': 'TechArticle', name: t('title'), url: '/developers' },
  });
  return (
    <Page>
      <PageTitle title={t('title')} />
      <ApiGuide />
    </Page>
  );
}
