import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FundForm } from '../../features/matching/fund-form';
import { useKnownViewer } from '../../lib/viewer';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState, PageSkeleton } from '../../ui/states';

export function Component() {
  const { t } = useTranslation('matching');
  const viewer = useKnownViewer();
  const navigate = useNavigate();
  if (!viewer)
    return (
      <Page>
        <PageSkeleton />
      </Page>
    );
  const units = viewer.memberships
    .filter(({ role, organization }) => role === 'OWNER' && organization.verification === 'VERIFIED')
    .map(({ organization }) => organization);
  return (
    <Page>
      <PageTitle title={t('form.newTitle')} lead={t('form.newLead')} />
      {units.length === 0 ? (
        <EmptyState title={t('form.noUnit')} />
      ) : (
        <FundForm units={units} onDone={(id) => void navigate(`/match-funds/${id}`)} />
      )}
    </Page>
  );
}
