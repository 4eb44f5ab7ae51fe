import { DecideUnitParentDocument, type WorkOrganizationFragment } from '@hongchuang/schema';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useAction } from '../../lib/use-action';
import { LinkButton } from '../../ui/link-button';
import { FailureNotice } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { OrganizationForm } from './organization-form';
import styles from './workspace.module.css';
import { Written } from '../../ui/written';

/** The request to belong to another unit, while it waits or after it was refused. */
function OwnRequest({
  organization: { parentRequest: request },
  mayWithdraw,
}: {
  organization: WorkOrganizationFragment;
  mayWithdraw: boolean;
}) {
  const { t } = useTranslation('organizations');
  const withdraw = useAction(DecideUnitParentDocument, { refetch: ['OrganizationTasks'] });
  if (!request) return null;
  if (request.state === 'REFUSED')
    return (
      <p className="small amber">{t('request.refused', { parent: request.parent.name, reason: request.reason })}</p>
    );
  return (
    <>
      <p className="small amber">{t('request.waiting', { parent: request.parent.name })}</p>
      {mayWithdraw && (
        <Button
          size="small"
          loading={withdraw.busy}
          onClick={() => void withdraw.run({ id: request.id, accepted: false })}
        >
          {t('request.withdraw')}
        </Button>
      )}
      <FailureNotice failure={withdraw.failure} kind="write" />
    </>
  );
}

/** The organisation's profile, which owners edit in place. */
export function OrganizationProfile({ organization }: { organization: WorkOrganizationFragment }) {
  const { t } = useTranslation('workspace');
  const { hash } = useLocation();
  const mayEdit = organization.viewerRole === 'OWNER';
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);

  // "Correct the details" in the list above leads here and opens the form.
  useEffect(() => {
    if (hash !== '#profile') return;
    if (mayEdit) setEditing(true);
    document.getElementById('profile')?.scrollIntoView();
  }, [hash, mayEdit]);

  if (editing) {
    return (
      <OrganizationForm
        organization={organization}
        onDone={() => {
          setEditing(false);
          setSaved(true);
        }}
        onClose={() => setEditing(false)}
      />
    );
  }
  return (
    <div className="stack">
      {saved && (
        <p className="small pine" role="status">
          {t(organization.verification === 'WAITING' ? 'profile.savedWaiting' : 'profile.saved')}
        </p>
      )}
      <dl className={styles.profile}>
        <dt className="quiet">{t('form.name')}</dt>
        <dd>
          <Written>{organization.name}</Written>
        </dd>
        <dt className="quiet">{t('profile.verification')}</dt>
        <dd>
          <TermChip kind="verification" value={organization.verification} />
        </dd>
        <dt className="quiet">{t('form.kind')}</dt>
        <dd>{t(`terms:organizationKind.${organization.kind}`)}</dd>
        <dt className="quiet">{t('form.parent')}</dt>
        <dd>
          {organization.parent?.name ?? t('profile.none')}
          <OwnRequest organization={organization} mayWithdraw={mayEdit} />
        </dd>
        <dt className="quiet">{t('form.creditCode')}</dt>
        <dd className="num">{organization.creditCode ?? t('profile.none')}</dd>
        <dt className="quiet">{t('form.about')}</dt>
        <dd>{organization.about || t('profile.none')}</dd>
      </dl>
      <div className="row">
        {mayEdit && (
          <Button
            onClick={() => {
              setSaved(false);
              setEditing(true);
            }}
          >
            {t('profile.edit')}
          </Button>
        )}
        {mayEdit && organization.verification === 'VERIFIED' && (
          <LinkButton to={`/workspace/${organization.id}/changes`}>{t('unit-changes:open')}</LinkButton>
        )}
        {organization.verification === 'VERIFIED' && (
          <LinkButton to={`/organizations/${organization.id}`}>{t('profile.publicPage')}</LinkButton>
        )}
      </div>
    </div>
  );
}
