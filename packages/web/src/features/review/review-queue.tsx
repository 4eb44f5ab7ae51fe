import type { ReviewQueueItemFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Money } from '../../ui/money';
import { QueueMark } from '../../ui/queue-items';
import { Skeleton } from '../../ui/states';
import type { HeldDecision } from './decisions';
import styles from './review.module.css';
import { Written } from '../../ui/written';

/** One project in the queue: its title, its implementer, and the last moment for a useful decision. */
export function ReviewQueueItem({
  project,
  current,
  held,
}: {
  project: ReviewQueueItemFragment;
  current: boolean;
  held?: HeldDecision;
}) {
  const { t } = useTranslation('review');
  const { search } = useLocation();
  return (
    <li>
      <Link
        to={`/review/${project.id}${search}`}
        className={`${styles.queueItem} ${current ? styles.queueItemCurrent : ''}`}
        aria-current={current || undefined}
        data-project={project.id}
        data-item={project.id}
      >
        <span className={styles.queueTitle}>
          <Written>{project.title}</Written>
        </span>
        <span className="small quiet">
          <Written>{project.organization.name}</Written>
        </span>
        <span className="row-between small" style={{ gap: '0 8px' }}>
          <QueueMark id={project.id} />
          <Money fen={project.goal} className="quiet" />
        </span>
        {held && (held.state === 'held' || held.state === 'sending') && (
          <span className="small strong">{t('queue.held', { decision: t(`decide.${held.decision}`) })}</span>
        )}
        {held?.state === 'failed' && (
          <span className="small strong">{t(held.failure.nothingRecorded ? 'held.failed' : 'held.unsure')}</span>
        )}
      </Link>
    </li>
  );
}

export function ReviewQueueSkeleton() {
  return (
    <div className={styles.queueList}>
      {[0, 1, 2, 3].map((index) => (
        <div key={index} className={styles.queueItem}>
          <Skeleton width="80%" height={24} />
          <Skeleton width="55%" height={20} />
          <Skeleton width="40%" height={20} />
        </div>
      ))}
    </div>
  );
}
