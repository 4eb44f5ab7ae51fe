import type { ReviewDocumentFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Timeline, TimelineItem } from '../../ui/timeline';
import styles from './review.module.css';
import { Written } from '../../ui/written';

/** Every step so far with its reason, newest first. */
export function ReviewHistory({ history }: { history: ReviewDocumentFragment['history'] }) {
  const { t } = useTranslation('review');
  const language = useLanguage();
  return (
    <Timeline>
      {[...history].reverse().map((event, index) => (
        <TimelineItem
          key={event.id}
          state={index === 0 ? 'waiting' : 'done'}
          head={event.from === null ? t('event.created') : t(`event.${event.to}`)}
          end={
            <time className="small quiet num" dateTime={event.at}>
              {formatDateTime(event.at, language)}
            </time>
          }
        >
          <p className="small quiet">{t(`terms:projectActor.${event.actor}`)}</p>
          {event.reason && (
            <p className={`small ${styles.lines}`}>
              <Written>{event.reason}</Written>
            </p>
          )}
        </TimelineItem>
      ))}
    </Timeline>
  );
}
