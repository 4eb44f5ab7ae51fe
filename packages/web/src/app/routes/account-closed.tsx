import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';

/** Says what has become of a closed account. */
export function Component() {
  const { t } = useTranslation('privacy');
  return (
    <Page>
      <PageTitle title={t('closed.title')} lead={t('closed.lead')} />
      <ul className="measure">
        <li>{t('closed.masked')}</li>
        <li>{t('closed.stays')}</li>
        <li>{t('closed.kept')}</li>
      </ul>
      <LinkButton to="/">{t('closed.home')}</LinkButton>
    </Page>
  );
}
