import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlatform } from '../../lib/platform';
import styles from './layout.module.css';

export function Footer() {
  const { t } = useTranslation('app');
  const { platform } = usePlatform();
  return (
    <footer className={styles.footer}>
      <div className={`wrap ${styles.footerRow}`}>
        <div className="stack" style={{ gap: 4 }}>
          <p className="strong">{t('siteName')}</p>
          <p className="small quiet measure">{t('footer.promise')}</p>
          {platform && platform.demoAccounts.length > 0 && <p className="small quiet measure">{t('footer.demo')}</p>}
        </div>
        <nav aria-label={t('footer.label')}>
          <ul className={`small ${styles.footerLinks}`}>
            <li>
              <Link to="/projects">{t('nav.projects')}</Link>
            </li>
            <li>
              <Link to="/books">{t('footer.books')}</Link>
            </li>
            <li>
              <Link to="/impact">{t('nav.impact')}</Link>
            </li>
            <li>
              <Link to="/receipts">{t('nav.receipts')}</Link>
            </li>
            <li>
              <Link to="/workspace">{t('footer.publish')}</Link>
            </li>
            <li>
              <Link to="/help">{t('footer.help')}</Link>
            </li>
            <li>
              <Link to="/about">{t('footer.about')}</Link>
            </li>
            <li>
              <Link to="/contact">{t('footer.contact')}</Link>
            </li>
            <li>
              <Link to="/terms">{t('footer.terms')}</Link>
            </li>
            <li>
              <Link to="/developers">{t('footer.developers')}</Link>
            </li>
            <li>
              <Link to="/privacy">{t('footer.privacy')}</Link>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}
