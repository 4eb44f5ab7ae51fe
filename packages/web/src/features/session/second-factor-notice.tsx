import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/link-button';
import styles from './session.module.css';

/** Says on every page that the roles of the viewer do not count before a second factor is set up. */
export default function SecondFactorNotice() {
  const { t } = useTranslation('session');
  return (
    <section className={`wrap ${styles.unverified}`} aria-label={t('secondFactor.demandedTitle')}>
      <div className={styles.unverifiedRow}>
        <p>
          <span className="strong">{t('secondFactor.demandedTitle')}</span> {t('secondFactor.demanded')}
        </p>
        <LinkButton to="/account#second-factor">{t('secondFactor.setUp')}</LinkButton>
      </div>
    </section>
  );
}
