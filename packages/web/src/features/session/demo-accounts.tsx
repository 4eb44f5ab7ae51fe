import type { PlatformPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import styles from './session.module.css';

type DemoAccount = PlatformPartsFragment['demoAccounts'][number];

/** The names before the @ that have words in both languages; others are shown with the server's own word. */
const KNOWN = ['PUBLISHER', 'SPONSOR', 'DONOR', 'REVIEWER', 'TREASURER', 'COSIGNER', 'ADMIN'];

export function DemoAccounts({
  accounts,
  busy,
  onChoose,
}: {
  accounts: readonly DemoAccount[];
  busy: boolean;
  onChoose: (account: { email: string; password: string }) => void;
}) {
  const { t } = useTranslation('session');
  return (
    <section className={styles.demo} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('demo.title')}</h2>
      <p className="small quiet">{t('demo.lead')}</p>
      <ul className={styles.demoList}>
        {accounts.map((account) => {
          const key = account.email.replace(/@.*/, '').toUpperCase();
          const known = KNOWN.includes(key);
          const role = known ? t(`demo.role.${key}`) : account.role;
          return (
            <li key={account.email}>
              <button
                type="button"
                className={styles.demoItem}
                disabled={busy}
                aria-label={t('demo.use', { role, email: account.email })}
                onClick={() => onChoose({ email: account.email, password: account.password })}
              >
                <span className="strong">{role}</span>
                <span className="small quiet">{known ? t(`demo.does.${key}`) : account.email}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
