import { useTranslation } from 'react-i18next';
import { BillDifferenceDesk } from '../../features/payment-bills/bill-difference-desk';
import { PaymentBillList } from '../../features/payment-bills/payment-bill-list';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useQueueTopics } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { Page, PageTitle } from '../../ui/page';

/** The daily bills of payment providers, and where they differ from our records. */
export function Component() {
  const { t } = useTranslation('payment-bills');
  useLivePage([...useQueueTopics('bill-differences'), 'payment-bills']);
  return (
    <Page>
      <PageTitle live title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="bills" />
      <div className="stack-lg">
        <BillDifferenceDesk />
        <PaymentBillList />
      </div>
    </Page>
  );
}
