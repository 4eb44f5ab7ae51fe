import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import styles from './layout.module.css';

/** What a printed page says about where it is on the web: its address and a code that leads to it. */
export function PrintFoot() {
  const { t } = useTranslation('app');
  const { pathname } = useLocation();
  return (
    <div className={styles.printFoot}>
      <img src={`/qr.svg?page=${encodeURIComponent(pathname)}`} alt="" loading="lazy" width="480" height="110" />
      <p>
        {t('siteName')} · {t('print.scan')}
      </p>
    </div>
  );
}
