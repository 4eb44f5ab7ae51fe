import type { ReviewQueueItemFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '../../lib/browser';
import { formatDateTime, formatShortDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { usePlatform } from '../../lib/platform';
import { Money } from '../../ui/money';
import { Skeleton } from '../../ui/states';
import type { HeldDecision } from './decisions';
import styles from './review.module.css';
import { reviewTiming } from './timing';

/** One project in the queue: what, whose, how long it has waited, until when a decision helps. */
export function ReviewQueueItem({ project, current, held }: { project: ReviewQueueItemFragment; current: boolean; held?: HeldDecision }) {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const now = useNow();
  const { platform } = usePlatform();
  const timing = reviewTiming(project, platform?.publicNoticeDays ?? 0, now);
  return (
    <li>
      <Link to={`/review/${project.id}`} className={`${styles.queueItem} ${current ? styles.queueItemCurrent : ''}`} aria-current={current || undefined} data-project={project.id} data-item={project.id}>
        <span className={styles.queueTitle}>{project.title}</span>
        <span className="small quiet">{project.organization.name}</span>
        <span className="row-between small" style={{ gap: '0 8px' }}>
          <span className={timing.waitsLong ? 'amber' : 'quiet'} title={project.submittedAt ? formatDateTime(project.submittedAt, language) : undefined}>
            {timing.waitedDays === 0 ? t('queue.waitedToday') : t('queue.waited', { count: timing.waitedDays })}
          </span>
          <Money fen={project.goal} className="quiet" />
        </span>
        {timing.decideBy !== undefined && timing.daysLeft !== undefined && (
          <span className={`small ${timing.tight ? 'amber' : 'quiet'}`}>
            {timing.daysLeft < 0
              ? t('queue.decideLate')
              : timing.daysLeft === 0
                ? t('queue.decideToday')
                : t('queue.decideBy', { date: formatShortDate(timing.decideBy, language, now), count: timing.daysLeft })}
          </span>
        )}
        {held && (held.state === 'held' || held.state === 'sending') && <span className="small strong">{t('queue.held', { decision: t(`decide.${held.decision}`) })}</span>}
        {held?.state === 'failed' && <span className="small strong">{t(held.failure.nothingRecorded ? 'held.failed' : 'held.unsure')}</span>}
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
