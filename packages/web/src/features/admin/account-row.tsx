import { type AdminAccountFragment, type PlatformRole, SetPlatformRolesDocument } from '@hongchuang/schema';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { StatusChip } from '../../ui/chip';
import { FailureNotice } from '../../ui/states';
import styles from './admin.module.css';
import { AccountState } from './account-state';
import { UnitRoles } from './unit-roles';

const ROLES: PlatformRole[] = ['REVIEWER', 'TREASURER', 'AUDITOR', 'ADMIN', 'CASEWORKER', 'KEEPER', 'COORDINATOR'];

/**
 * One account with its platform roles. The roles for the whole city are ticked and then saved, so that an accidental click sends nothing.
 */
export function AccountRow({ account, own }: { account: AdminAccountFragment; own: boolean }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const { hasRole } = useViewer();
  const [chosen, setChosen] = useState<readonly PlatformRole[]>();
  const [saved, setSaved] = useState(false);
  const action = useAction(SetPlatformRolesDocument, {
    refetch: ['RoleChangeQueue'],
    onDone: () => {
      setChosen(undefined);
      setSaved(true);
    },
  });
  const held = account.grants.filter(({ scope }) => scope === 'CITY').map(({ role }) => role);
  const waits = account.waitingChanges.length > 0;
  const shown = chosen ?? held;
  const changed = chosen !== undefined && ROLES.some((role) => chosen.includes(role) !== held.includes(role));

  const toggle = (role: PlatformRole, on: boolean) => {
    setSaved(false);
    setChosen(ROLES.filter((one) => (one === role ? on : shown.includes(one))));
  };

  return (
    <li className={styles.account}>
      <div>
        <p className="strong">
          {account.name} {account.suspendedAt && <StatusChip tone="quiet">{t('accounts.suspended')}</StatusChip>}
        </p>
        <p className="small quiet">
          {account.email} · {formatDate(account.createdAt, language)}
        </p>
        {own && held.includes('ADMIN') && <p className="small quiet">{t('accounts.ownAdmin')}</p>}
      </div>
      <div className={styles.accountRoles} role="group" aria-label={t('accounts.rolesOf', { name: account.name })}>
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            checked={shown.includes(role)}
            disabled={!hasRole('ADMIN') || (own && role === 'ADMIN' && held.includes('ADMIN'))}
            onChange={(event) => toggle(role, event.target.checked)}
          >
            {t(`terms:platformRole.${role}`)}
          </Checkbox>
        ))}
        {changed && (
          <>
            <Button
              size="small"
              loading={action.busy}
              onClick={() => void action.run({ userId: account.id, roles: [...shown] })}
            >
              {t('accounts.save')}
            </Button>
            <Button size="small" type="text" disabled={action.busy} onClick={() => setChosen(undefined)}>
              {t('accounts.undo')}
            </Button>
          </>
        )}
        <span role="status" className="small pine">
          {saved && !changed ? `✓ ${t(waits ? 'accounts.prepared' : 'accounts.saved')}` : ''}
        </span>
      </div>
      {waits && (
        <p className={`small ${styles.accountNotice}`}>
          {t('accounts.waiting', {
            changes: account.waitingChanges
              .map(({ role, isGiven }) =>
                t(isGiven ? 'accounts.toGive' : 'accounts.toTake', { role: t(`terms:platformRole.${role}`) }),
              )
              .join(t('accounts.between')),
          })}
        </p>
      )}
      <UnitRoles account={account} />
      <AccountState account={account} />
      {action.failure && (
        <div className={styles.accountNotice}>
          <FailureNotice failure={action.failure} kind="write" />
        </div>
      )}
    </li>
  );
}
