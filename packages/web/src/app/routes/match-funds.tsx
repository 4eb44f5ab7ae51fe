import { useTranslation } from 'react-i18next';
import { FundList, OwnFundList } from '../../features/matching/fund-list';
import { useViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle, Section } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('matching');
  const { viewer } = useViewer();
  const owns = viewer?.memberships.some(({ role }) => role === 'OWNER') ?? false;
  const isStaff = (viewer?.roles.length ?? 0) > 0;
  return (
    <Page>
      <PageTitle
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {isStaff && <LinkButton to="/match-funds/desk">{t('toDesk')}</LinkButton>}
            {owns && <LinkButton to="/match-funds/new">{t('propose')}</LinkButton>}
          </>
        }
      />
      <div className="stack-lg">
        <FundList />
        {viewer && viewer.memberships.length > 0 && (
          <Section title={t('own.title')}>
            <OwnFundList />
          </Section>
        )}
      </div>
    </Page>
  );
}
