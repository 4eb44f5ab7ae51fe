import { useTranslation } from 'react-i18next';
import { FundDesk } from '../../features/matching/fund-desk';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('matching');
  return (
    <Page>
      <PageTitle title={t('desk.title')} lead={t('desk.lead')} />
      <FundDesk />
    </Page>
  );
}
