import type { ProjectRecordFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { toneOf } from '../../lib/terms';
import { Timeline, TimelineItem } from '../../ui/timeline';

/** Everything that was decided about the project, newest first: that is what one comes to look for. */
export function ProjectHistory({ history }: { history: ProjectRecordFragment['history'] }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  return (
    <Timeline>
      {history.toReversed().map((event, index) => (
        <TimelineItem
          key={event.id}
          state={index === 0 ? (toneOf(event.to) === 'live' ? 'live' : 'waiting') : 'done'}
          head={t(`history.to.${event.to}`)}
          end={<time className="small quiet num" dateTime={event.at}>{formatDateTime(event.at, language)}</time>}
        >
          <p className="small quiet">{event.actor}</p>
          {event.reason && <p className="small">{event.reason}</p>}
        </TimelineItem>
      ))}
    </Timeline>
  );
}
