import { useTranslation } from 'react-i18next';
import styles from './home.module.css';

const STEPS = ['publish', 'review', 'fund', 'verify'] as const;

export function FourSteps() {
  const { t } = useTranslation('home');
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, index) => (
        <li key={step} className={styles.step}>
          <span className={`num ${styles.stepNumber}`} aria-hidden="true">
            {index + 1}
          </span>
          <h3>{t(`steps.${step}.title`)}</h3>
          <p className="small quiet">{t(`steps.${step}.text`)}</p>
        </li>
      ))}
    </ol>
  );
}
