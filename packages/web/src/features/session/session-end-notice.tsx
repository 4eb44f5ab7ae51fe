import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { SessionLoss } from '../../lib/session-end';
import { signInPath } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import styles from './session.module.css';

/** Says above a page for everybody that its session has ended, and leads to the sign-in and back. */
export default function SessionEndNotice({ loss }: { loss: SessionLoss }) {
  const { t } = useTranslation('session');
  const { pathname, search } = useLocation();
  return (
    <section className={`wrap ${styles.unverified}`} role="alert">
      <div className={styles.unverifiedRow}>
        <p>
          <span className="strong">{t(`ended.${loss}`)}</span> {t('ended.kept')}
        </p>
        <LinkButton primary to={signInPath(pathname + search)}>
          {t('ended.again')}
        </LinkButton>
      </div>
    </section>
  );
}
