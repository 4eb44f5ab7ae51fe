import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/failure';
import { FailureNotice } from '../../ui/states';
import styles from './session.module.css';

/**
 * Shows why signing in failed. Wrong credentials and too many attempts have their own advice here, because the general
 * notice would advise to sign in.
 */
export function SessionFailure({ failure }: { failure: Failure | undefined }) {
  const { t } = useTranslation('session');
  if (!failure) return null;
  if (failure.code === 'UNAUTHENTICATED' || failure.code === 'LIMIT_EXCEEDED') {
    return (
      <div className={styles.notice} role="alert">
        <p className="strong">{failure.message}</p>
        <p className="quiet small">
          {t(failure.code === 'LIMIT_EXCEEDED' ? 'signIn.waitAdvice' : 'signIn.refusedAdvice')}
        </p>
      </div>
    );
  }
  return (
    <div style={{ marginBottom: 20 }}>
      <FailureNotice failure={failure} kind="read" />
    </div>
  );
}
