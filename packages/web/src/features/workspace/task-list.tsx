import { useTranslation } from 'react-i18next';
import { daysUntilEnd, formatEndShortDate } from '../../lib/dates';
import { useNow } from '../../lib/browser';
import { useLanguage } from '../../lib/i18n';
import { LinkButton } from '../../ui/link-button';
import type { Task } from './tasks';
import styles from './workspace.module.css';
import { Written } from '../../ui/written';

/** The waiting tasks, each with its one next step. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation('workspace');
  const language = useLanguage();
  const now = useNow();
  return (
    <ul className={styles.tasks}>
      {tasks.map((task) => {
        const days = task.days ?? (task.date ? Math.max(0, daysUntilEnd(task.date, now)) : 0);
        const date = task.date ? formatEndShortDate(task.date, language, now) : '';
        return (
          <li key={task.id} className={styles.task}>
            <span
              className={`${styles.dot} ${task.turn === 'theirs' ? styles.dot_theirs : task.kind === 'reportLate' ? styles.dot_late : ''}`}
              aria-hidden="true"
            />
            <div className={styles.taskText}>
              <p className={task.kind === 'reportLate' ? 'red strong' : undefined}>
                {task.title && <span className="strong">{t('task.of', { title: task.title })}</span>}
                {t(`task.${task.kind}`, { count: days, date, about: task.about })}
              </p>
              {task.reason && (
                <p className={`small quiet ${styles.reason}`}>
                  <Written>{task.reason}</Written>
                </p>
              )}
            </div>
            {task.to && (
              <div className={styles.taskAction}>
                <LinkButton to={task.to}>{t(`next.${task.kind}`)}</LinkButton>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
