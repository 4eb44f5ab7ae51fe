import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ProgrammeForm } from '../../features/programmes/programme-form';
import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('programmes');
  const navigate = useNavigate();
  return (
    <Page>
      <PageTitle title={t('propose')} lead={t('form.lead')} />
      <ProgrammeForm onDone={(id) => void navigate(`/programmes/${id}`)} />
    </Page>
  );
}
