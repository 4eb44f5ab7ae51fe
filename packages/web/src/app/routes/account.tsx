import { useTranslation } from 'react-i18next';
import accountStyles from '../../features/account/account.module.css';
import { AddressForm } from '../../features/account/address-form';
import { DeputyForm } from '../../features/account/deputy-form';
import { OwnData } from '../../features/account/own-data';
import { OwnUnits } from '../../features/account/own-units';
import { PasswordForm } from '../../features/account/password-form';
import { PhoneForm } from '../../features/account/phone-form';
import { ProfileForm } from '../../features/account/profile-form';
import { SecondFactor } from '../../features/account/second-factor';
import { SessionList } from '../../features/account/session-list';
import { UnitGifts } from '../../features/giving/unit-gifts';
import { OwnInvoiceTitle, UnitInvoiceTitle } from '../../features/papers/invoice-title';
import { OwnGifts, type TraceOf } from '../../features/giving/own-gifts';
import { NoticeSettings } from '../../features/notices/notice-settings';
import { GiftRefundLine } from '../../features/refunds/gift-refunds';
import { GiftPapers } from '../../features/papers/gift-papers';
import { OwnStatements } from '../../features/papers/statements';
import { OwnTrace } from '../../features/trace/own-trace';
import { GiftTrace } from '../../features/stages/gift-trace';
import { FollowedProjects } from '../../features/updates/followed-projects';
import { useViewer } from '../../lib/viewer';
import { Page, PageTitle, Section } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('account');
  const { viewer } = useViewer();
  // The guard lets nobody else in.
  if (!viewer) return null;
  // People who speak for a unit come for the unit, so its gifts come before their own.
  const units = viewer.memberships
    .filter(({ role, organization }) => role !== 'MEMBER' && organization.verification === 'VERIFIED')
    .map(({ organization }) => organization);
  return (
    <Page>
      <PageTitle title={t('app:title.account')} lead={t('lead')} />
      <div className={accountStyles.columns}>
        <div className="stack-lg">
          {units.map(({ id, name }) => (
            <Section key={id} title={t('giving:gifts.ofUnit', { name })} id={`gifts-${id}`}>
              <UnitGifts organizationId={id} Papers={GiftPapers} />
              <h3>{t('papers:invoiceTitle.heading')}</h3>
              <UnitInvoiceTitle organizationId={id} />
            </Section>
          ))}
          <Section title={t('giving:gifts.title')} id="gifts">
            <OwnGifts Trace={WhatBecameOf} Papers={GiftPapers} />
          </Section>
          <Section title={t('updates:followed.title')} id="followed">
            <FollowedProjects />
          </Section>
        </div>
        <div className={accountStyles.side}>
          <Section title={t('papers:statements.title')} id="statements">
            <OwnStatements />
          </Section>
          <Section title={t('papers:invoiceTitle.heading')} id="invoice-title">
            <OwnInvoiceTitle />
          </Section>
          <Section title={t('units.title')} id="units">
            <OwnUnits memberships={viewer.memberships} />
          </Section>
          <Section title={t('profile.title')} id="profile">
            <ProfileForm key={viewer.id} viewer={viewer} />
          </Section>
          <Section title={t('address.title')} id="address">
            <AddressForm />
          </Section>
          <Section title={t('phone.title')} id="phone">
            <PhoneForm email={viewer.email} />
          </Section>
          {viewer.roles.some((role) => role !== 'AUDITOR') && (
            <Section title={t('deputy.title')} id="deputy">
              <DeputyForm />
            </Section>
          )}
          <Section title={t('notices:settings.title')} id="notices">
            <NoticeSettings />
          </Section>
          <Section title={t('password.title')} id="password">
            <PasswordForm email={viewer.email} />
          </Section>
          <Section title={t('secondFactor.title')} id="second-factor">
            <SecondFactor email={viewer.email} />
          </Section>
          <Section title={t('sessions.title')} id="sessions">
            <SessionList />
          </Section>
          <Section title={t('privacy:own.title')} id="own-data">
            <OwnData email={viewer.email} onClosed={leave} />
          </Section>
          <Section title={t('trace:own.title')} id="trace">
            <OwnTrace />
          </Section>
        </div>
      </div>
    </Page>
  );
}

/** Loads a new page, so that nothing of the person stays in the memory of this one. */
const leave = (): void => window.location.assign('/account-closed');

const WhatBecameOf: TraceOf = ({ gift }) => (
  <>
    <GiftRefundLine gift={gift} />
    <GiftTrace gift={gift} />
  </>
);
