import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './help.module.css';
import { HELP_TOPICS, type HelpTopic } from './topics';

/** Links to the topics of the help, without the one that is open. */
export function TopicList({ open }: { open?: HelpTopic }) {
  const { t } = useTranslation('help');
  return (
    <ul className={styles.topics}>
      {HELP_TOPICS.filter((topic) => topic !== open).map((topic) => (
        <li key={topic}>
          <Link to={`/help/${topic}`} className={styles.topic}>
            <span className="strong">{t(`topics.${topic}.title`)}</span>
            <span className="small quiet">{t(`topics.${topic}.lead`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
