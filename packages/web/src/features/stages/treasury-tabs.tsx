import { useQuery } from '@apollo/client/react';
import { WaitingPaymentsDocument, WaitingReleasesDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../../lib/viewer';
import { LinkTabs } from '../../ui/link-tabs';

/** The treasurer's two desks. `total` is how much waits in the current one, as its own list says. */
export function TreasuryTabs({ current, total }: { current: 'payments' | 'releases'; total: number | undefined }) {
  const { t } = useTranslation('stages');
  const { hasRole } = useViewer();
  const treasurer = hasRole('TREASURER');
  const payments = useQuery(WaitingPaymentsDocument, { skip: current === 'payments' || !treasurer, fetchPolicy: 'cache-and-network' });
  const releases = useQuery(WaitingReleasesDocument, { skip: current === 'releases', fetchPolicy: 'cache-and-network' });
  // Administrators sign releases; payments are not theirs to see.
  if (!treasurer) return null;
  return (
    <LinkTabs
      label={t('treasury.tabs.label')}
      tabs={[
        { to: '/treasury', label: t('treasury.tabs.payments'), total: current === 'payments' ? total : payments.data?.paymentQueue.totalCount, current: current === 'payments' },
        { to: '/treasury/releases', label: t('treasury.tabs.releases'), total: current === 'releases' ? total : releases.data?.releaseQueue.totalCount, current: current === 'releases' },
      ]}
    />
  );
}
