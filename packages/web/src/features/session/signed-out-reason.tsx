import { useTranslation } from 'react-i18next';
import { useSessionEndOfBrowser } from '../../lib/session-end';
import styles from './session.module.css';

/** Says on the sign-in page why the person has to sign in again. */
export function SignedOutReason() {
  const { t } = useTranslation('session');
  const end = useSessionEndOfBrowser();
  return end === null ? null : (
    <div className={styles.notice} role="status">
      <p className="strong">{t(`ended.${end}`)}</p>
    </div>
  );
}
