import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ReceiptForm } from '../../features/receipts/receipt-form';
import { SITE_CARD, useFace } from '../../lib/served';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('receipts');
  useFace({
    card: t('title'),
    description: t('lead'),
    image: SITE_CARD,
    facts: { '@type': 'WebPage', name: t('title'), description: t('lead'), url: '/receipts' },
  });
  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      <ReceiptForm />
      <p className="small">
        <Link to="/proof">{t('proof:receipt.what')}</Link>
      </p>
    </Page>
  );
}
