import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { HelpText } from '../../features/help/help-text';
import { SITE_CARD, useFace } from '../../lib/served';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('help');
  useFace({
    card: t('terms.title'),
    description: t('terms.face'),
    image: SITE_CARD,
    canonical: '/terms',
    facts: { '@type': 'WebPage', name: t('terms.title'), url: '/terms' },
  });
  return (
    <Page>
      <PageTitle title={t('terms.title')} />
      <div className="stack measure">
        <HelpText of="terms" />
        <p>
          <Link to="/privacy">{t('app:footer.privacy')}</Link>
        </p>
      </div>
    </Page>
  );
}
