import { useTranslation } from 'react-i18next';
import { useWaiting } from '../../lib/queue-view';
import { useViewer } from '../../lib/viewer';
import { LinkTabs } from '../../ui/link-tabs';

type Tab = 'payments' | 'sign' | 'releases' | 'payees' | 'refunds' | 'statements' | 'bills' | 'invoices';

/** The treasurer's desks, each with the number of waiting items. */
export function TreasuryTabs({ current }: { current: Tab }) {
  const { t } = useTranslation('stages');
  const { hasRole } = useViewer();
  const waitingAt = useWaiting();
  // Administrators sign releases and refunds, but may not see payments.
  const tabs: readonly Tab[] =
    hasRole('TREASURER') || hasRole('AUDITOR')
      ? ['payments', 'sign', 'releases', 'payees', 'refunds', 'statements', 'bills', 'invoices']
      : ['sign', 'releases', 'payees', 'refunds', 'statements'];
  return (
    <LinkTabs
      label={t('treasury.tabs.label')}
      tabs={tabs.map((tab) => {
        const to = tab === 'payments' ? '/treasury' : `/treasury/${tab}`;
        return {
          to,
          label: t(`treasury.tabs.${tab}`),
          total: waitingAt((address) => address.split('?')[0] === to),
          current: tab === current,
        };
      })}
    />
  );
}
