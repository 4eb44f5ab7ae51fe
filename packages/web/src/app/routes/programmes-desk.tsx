import { useTranslation } from 'react-i18next';
import { ProgrammeDesk } from '../../features/programmes/programme-desk';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('programmes');
  return (
    <Page>
      <PageTitle title={t('desk.title')} lead={t('desk.lead')} />
      <ProgrammeDesk />
    </Page>
  );
}
