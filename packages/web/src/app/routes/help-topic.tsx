import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { HelpText } from '../../features/help/help-text';
import { TopicList } from '../../features/help/topic-list';
import { HELP_TOPICS } from '../../features/help/topics';
import { SITE_CARD, useFace } from '../../lib/served';
import { Page, PageTitle } from '../../ui/page';
import { NotFound } from '../error-page';

export function Component() {
  const { t } = useTranslation('help');
  const { topic: asked } = useParams();
  const topic = HELP_TOPICS.find((one) => one === asked);
  useFace(
    topic && {
      card: t(`topics.${topic}.title`),
      description: t(`topics.${topic}.lead`),
      image: SITE_CARD,
      canonical: `/help/${topic}`,
      facts: { '@type': 'WebPage', name: t(`topics.${topic}.title`), url: `/help/${topic}` },
    },
  );
  if (topic === undefined) return <NotFound />;
  return (
    <Page>
      <PageTitle title={t(`topics.${topic}.title`)} />
      <div className="stack" style={{ gap: 24 }}>
        <div className="stack measure">
          <p>{t(`topics.${topic}.lead`)}</p>
          <HelpText of={`topics.${topic}`} />
        </div>
        <h2>{t('more')}</h2>
        <TopicList open={topic} />
      </div>
    </Page>
  );
}
