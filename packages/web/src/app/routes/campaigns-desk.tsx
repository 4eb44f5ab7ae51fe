import { useTranslation } from 'react-i18next';
import { CampaignDesk } from '../../features/campaigns/campaign-desk';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('campaigns');
  return (
    <Page>
      <PageTitle title={t('desk.title')} lead={t('desk.lead')} />
      <CampaignDesk />
    </Page>
  );
}
