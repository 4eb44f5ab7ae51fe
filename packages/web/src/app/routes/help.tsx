import { useTranslation } from 'react-i18next';
import { TopicList } from '../../features/help/topic-list';
import { SITE_CARD, useFace } from '../../lib/served';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('help');
  useFace({
    card: t('title'),
    description: t('face'),
    image: SITE_CARD,
    canonical: '/help',
    facts: { '@type': 'CollectionPage', name: t('title'), url: '/help' },
  });
  return (
    <Page>
      <PageTitle title={t('title')} />
      <div className="stack" style={{ gap: 24 }}>
        <p className="measure">{t('lead')}</p>
        <TopicList />
      </div>
    </Page>
  );
}
