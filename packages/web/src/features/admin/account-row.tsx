import { type AdminAccountFragment, type PlatformRole, SetPlatformRolesDocument } from '@hongchuang/schema';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { FailureNotice } from '../../ui/states';
import styles from './admin.module.css';

const ROLES: PlatformRole[] = ['REVIEWER', 'TREASURER', 'ADMIN'];

/** One account with its platform roles: tick, then save; nothing is sent by a slip of the hand. */
export function AccountRow({ account, own }: { account: AdminAccountFragment; own: boolean }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const [chosen, setChosen] = useState<readonly PlatformRole[]>();
  const [saved, setSaved] = useState(false);
  const action = useAction(SetPlatformRolesDocument, {
    onDone: () => {
      setChosen(undefined);
      setSaved(true);
    },
  });
  const shown = chosen ?? account.roles;
  const changed = chosen !== undefined && ROLES.some((role) => chosen.includes(role) !== account.roles.includes(role));

  const toggle = (role: PlatformRole, on: boolean) => {
    setSaved(false);
    setChosen(ROLES.filter((one) => (one === role ? on : shown.includes(one))));
  };

  return (
    <li className={styles.account}>
      <div>
        <p className="strong">{account.name}</p>
        <p className="small quiet">
          {account.email} · {formatDate(account.createdAt, language)}
        </p>
        {own && account.roles.includes('ADMIN') && <p className="small quiet">{t('accounts.ownAdmin')}</p>}
      </div>
      <div className={styles.accountRoles} role="group" aria-label={t('accounts.rolesOf', { name: account.name })}>
        {ROLES.map((role) => (
          <Checkbox key={role} checked={shown.includes(role)} disabled={own && role === 'ADMIN' && account.roles.includes('ADMIN')} onChange={(event) => toggle(role, event.target.checked)}>
            {t(`terms:platformRole.${role}`)}
          </Checkbox>
        ))}
        {changed && (
          <>
            <Button size="small" loading={action.busy} onClick={() => void action.run({ userId: account.id, roles: [...shown] })}>
              {t('accounts.save')}
            </Button>
            <Button size="small" type="text" disabled={action.busy} onClick={() => setChosen(undefined)}>
              {t('accounts.undo')}
            </Button>
          </>
        )}
        <span role="status" className="small pine">
          {saved && !changed ? `✓ ${t('accounts.saved')}` : ''}
        </span>
      </div>
      {action.failure && (
        <div className={styles.accountNotice}>
          <FailureNotice failure={action.failure} kind="write" />
        </div>
      )}
    </li>
  );
}
