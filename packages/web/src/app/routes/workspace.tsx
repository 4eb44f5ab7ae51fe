import { useState } from 'react';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { MembershipCard, OrganizationWaiting } from '../../features/workspace/membership-card';
import { OrganizationForm } from '../../features/workspace/organization-form';
import { useAddressBar } from '../../lib/address-bar';
import { useKnownViewer } from '../../lib/viewer';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, PageSkeleton } from '../../ui/states';

const PAGE = 12;

export function Component() {
  const { t } = useTranslation('workspace');
  const viewer = useKnownViewer();
  const { get, set } = useAddressBar();
  const navigate = useNavigate();
  const [shown, setShown] = useState(PAGE);
  if (!viewer) {
    return (
      <Page>
        <PageSkeleton />
      </Page>
    );
  }
  const { memberships } = viewer;
  const creating = get('new') === '1';
  const left = get('left') === '1';
  const open = () => set({ new: '1', left: undefined }, { replace: false });
  return (
    <Page>
      <PageTitle
        title={t('mine.title')}
        lead={t('mine.lead')}
        actions={memberships.length > 0 && !creating && <Button onClick={open}>{t('mine.create')}</Button>}
      />
      <div className="stack-lg">
        {left && (
          <p className="small pine" role="status">
            {t('left')}
          </p>
        )}
        {creating && (
          <Section title={t('mine.createTitle')}>
            <p className="quiet measure">{t('mine.createLead')}</p>
            <OrganizationForm
              primary
              onDone={(created) => void navigate(`/workspace/${created.id}?created=1`)}
              onClose={() => set({ new: undefined })}
            />
          </Section>
        )}
        {!creating &&
          memberships.map(({ organization }) => (
            <OrganizationWaiting key={organization.id} organization={organization} />
          ))}
        {memberships.length > 0 ? (
          <Section title={t('mine.list')}>
            <ul className="cards">
              {memberships.slice(0, shown).map(({ organization, role }) => (
                <MembershipCard key={organization.id} organization={organization} role={role} />
              ))}
            </ul>
            {memberships.length > shown && (
              <div className="row">
                <Button onClick={() => setShown(shown + PAGE)}>{t('app:paging.more')}</Button>
                <span className="small quiet num" role="status">
                  {t('app:paging.shown', { shown, total: memberships.length })}
                </span>
              </div>
            )}
          </Section>
        ) : (
          !creating && (
            <EmptyState
              title={t('mine.none')}
              actions={
                <Button type="primary" onClick={open}>
                  {t('mine.create')}
                </Button>
              }
            >
              {t('mine.noneAdvice')}
            </EmptyState>
          )
        )}
      </div>
    </Page>
  );
}
