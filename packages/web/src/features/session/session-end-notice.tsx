import type { SessionEnd } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { signInPath } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import styles from './session.module.css';

/** Says on the open page that its session has ended by itself, and leads to the sign-in and back. */
export default function SessionEndNotice({ end }: { end: SessionEnd }) {
  const { t } = useTranslation('session');
  const { pathname, search } = useLocation();
  return (
    <section className={`wrap ${styles.unverified}`} role="alert">
      <div className={styles.unverifiedRow}>
        <p>
          <span className="strong">{t(`ended.${end}`)}</span> {t('ended.kept')}
        </p>
        <LinkButton primary to={signInPath(pathname + search)}>
          {t('ended.again')}
        </LinkButton>
      </div>
    </section>
  );
}
