import { useTranslation } from 'react-i18next';
import { CampaignList, OwnCampaignList } from '../../features/campaigns/campaign-list';
import { SITE_CARD, useFace } from '../../lib/served';
import { useViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle, Section } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('campaigns');
  useFace({
    description: t('lead'),
    image: SITE_CARD,
    facts: { '@type': 'CollectionPage', name: t('title'), url: '/campaigns' },
  });
  const { viewer, hasRole } = useViewer();
  const edits = viewer?.memberships.some(({ role }) => role !== 'MEMBER') ?? false;
  return (
    <Page>
      <PageTitle
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {(hasRole('REVIEWER') || hasRole('ADMIN') || hasRole('AUDITOR')) && (
              <LinkButton to="/campaigns/desk">{t('toDesk')}</LinkButton>
            )}
            <LinkButton to="/match-funds">{t('app:nav.matching')}</LinkButton>
            <LinkButton to="/programmes">{t('app:nav.programmes')}</LinkButton>
            {edits && <LinkButton to="/campaigns/new">{t('propose')}</LinkButton>}
          </>
        }
      />
      <div className="stack-lg">
        <CampaignList />
        {viewer && viewer.memberships.length > 0 && (
          <Section title={t('own.title')}>
            <OwnCampaignList />
          </Section>
        )}
      </div>
    </Page>
  );
}
