import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ReceiptForm } from '../../features/receipts/receipt-form';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('receipts');
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
