import { useQuery } from '@apollo/client/react';
import { WaitingInvoicesDocument, WaitingPaymentsDocument, WaitingRefundsDocument, WaitingReleasesDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../../lib/viewer';
import { LinkTabs } from '../../ui/link-tabs';

/** The treasurer's desks. `total` is how much waits in the current one, as its own list says. */
export function TreasuryTabs({ current, total }: { current: 'payments' | 'releases' | 'refunds' | 'statements' | 'invoices'; total: number | undefined }) {
  const { t } = useTranslation('stages');
  const { hasRole } = useViewer();
  const treasurer = hasRole('TREASURER');
  const payments = useQuery(WaitingPaymentsDocument, { skip: current === 'payments' || !treasurer, fetchPolicy: 'cache-and-network' });
  const releases = useQuery(WaitingReleasesDocument, { skip: current === 'releases', fetchPolicy: 'cache-and-network' });
  const refunds = useQuery(WaitingRefundsDocument, { skip: current === 'refunds', fetchPolicy: 'cache-and-network' });
  const invoices = useQuery(WaitingInvoicesDocument, { skip: current === 'invoices' || !treasurer, fetchPolicy: 'cache-and-network' });
  return (
    <LinkTabs
      label={t('treasury.tabs.label')}
      tabs={[
        // Administrators sign releases and returns; payments are not theirs to see.
        ...(treasurer ? [{ to: '/treasury', label: t('treasury.tabs.payments'), total: current === 'payments' ? total : payments.data?.paymentQueue.totalCount, current: current === 'payments' }] : []),
        { to: '/treasury/releases', label: t('treasury.tabs.releases'), total: current === 'releases' ? total : releases.data && releases.data.releaseCounts.payable + releases.data.releaseCounts.toSign, current: current === 'releases' },
        { to: '/treasury/refunds', label: t('treasury.tabs.refunds'), total: current === 'refunds' ? total : refunds.data && refunds.data.refundOrders.totalCount + refunds.data.refundsDue.totalCount, current: current === 'refunds' },
        { to: '/treasury/statements', label: t('treasury.tabs.statements'), current: current === 'statements' },
        ...(treasurer ? [{ to: '/treasury/invoices', label: t('treasury.tabs.invoices'), total: current === 'invoices' ? total : invoices.data?.invoiceQueue.totalCount, current: current === 'invoices' }] : []),
      ]}
    />
  );
}
