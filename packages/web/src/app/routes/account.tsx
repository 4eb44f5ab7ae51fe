import { useTranslation } from 'react-i18next';
import accountStyles from '../../features/account/account.module.css';
import { OwnUnits } from '../../features/account/own-units';
import { PasswordForm } from '../../features/account/password-form';
import { ProfileForm } from '../../features/account/profile-form';
import { SessionList } from '../../features/account/session-list';
import { OwnGifts, type TraceOf } from '../../features/giving/own-gifts';
import { NoticeSettings } from '../../features/notices/notice-settings';
import { GiftRefundLine } from '../../features/refunds/gift-refunds';
import { GiftPapers } from '../../features/papers/gift-papers';
import { OwnStatements } from '../../features/papers/statements';
import { GiftTrace } from '../../features/stages/gift-trace';
import { signInPath, useViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState } from '../../ui/states';

export function Component() {
  const { t } = useTranslation('account');
  const { viewer } = useViewer();
  return (
    <Page>
      <PageTitle title={t('app:title.account')} lead={t('lead')} />
      {viewer ? (
        <div className={accountStyles.columns}>
          <Section title={t('giving:gifts.title')} id="gifts">
            <OwnGifts Trace={WhatBecameOf} Papers={GiftPapers} />
          </Section>
          <div className={accountStyles.side}>
            <Section title={t('papers:statements.title')} id="statements">
              <OwnStatements />
            </Section>
            <Section title={t('units.title')} id="units">
              <OwnUnits memberships={viewer.memberships} />
            </Section>
            <Section title={t('profile.title')} id="profile">
              <ProfileForm key={viewer.id} viewer={viewer} />
            </Section>
            <Section title={t('notices:settings.title')} id="notices">
              <NoticeSettings />
            </Section>
            <Section title={t('password.title')} id="password">
              <PasswordForm email={viewer.email} />
            </Section>
            <Section title={t('sessions.title')} id="sessions">
              <SessionList />
            </Section>
          </div>
        </div>
      ) : (
        // The guard has seen somebody signed in here: the session ended since.
        <EmptyState title={t('signedOut')} actions={<LinkButton to={signInPath('/account')}>{t('app:signIn')}</LinkButton>} />
      )}
    </Page>
  );
}

const WhatBecameOf: TraceOf = ({ gift }) => (
  <>
    <GiftRefundLine gift={gift} />
    <GiftTrace gift={gift} />
  </>
);
