import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/failure';
import { FailureNotice } from '../../ui/states';
import styles from './session.module.css';

/**
 * Why signing in did not work. Wrong words and too many of them have their own advice here: the general notice
 * would offer to go and sign in.
 */
export function SessionFailure({ failure }: { failure: Failure | undefined }) {
  const { t } = useTranslation('session');
  if (!failure) return null;
  if (failure.code === 'UNAUTHENTICATED' || failure.code === 'LIMIT_EXCEEDED') {
    return (
      <div className={styles.notice} role="alert">
        <p className="strong">{failure.message}</p>
        <p className="quiet small">{t(failure.code === 'LIMIT_EXCEEDED' ? 'signIn.waitAdvice' : 'signIn.refusedAdvice')}</p>
      </div>
    );
  }
  return (
    <div style={{ marginBottom: 20 }}>
      <FailureNotice failure={failure} kind="read" />
    </div>
  );
}
