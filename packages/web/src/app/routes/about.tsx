import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { HelpText } from '../../features/help/help-text';
import { useInstallation } from '../../features/help/use-installation';
import { SITE_CARD, useFace } from '../../lib/served';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('help');
  const { installation } = useInstallation();
  useFace({
    card: t('about.title'),
    description: t('about.face'),
    image: SITE_CARD,
    canonical: '/about',
    facts: { '@type': 'AboutPage', name: t('about.title'), url: '/about' },
  });
  return (
    <Page>
      <PageTitle title={t('about.title')} />
      <div className="stack measure">
        <HelpText of="about" />
        {installation && (
          <>
            <h2>{t('about.operator')}</h2>
            <p>{installation.operator.name ?? t('about.noOperator')}</p>
            <p>
              <Link to="/contact">{t('contact.title')}</Link>
            </p>
          </>
        )}
      </div>
    </Page>
  );
}
