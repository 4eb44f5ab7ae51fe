import type { ProjectRecordFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { type Tone, toneOf } from '../../lib/terms';
import { Timeline, TimelineItem, type TimelineState } from '../../ui/timeline';
import { Written } from '../../ui/written';

/** The newest event is the current state of the project; all earlier events are done. */
const NEWEST: Record<Tone, TimelineState> = {
  live: 'live',
  done: 'done',
  waiting: 'waiting',
  quiet: 'planned',
  plain: 'planned',
};

/** All decisions about the project, newest first, because readers look for the newest one. */
export function ProjectHistory({ history }: { history: ProjectRecordFragment['history'] }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  return (
    <Timeline>
      {[...history].reverse().map((event, index) => (
        <TimelineItem
          key={event.id}
          state={index === 0 ? NEWEST[toneOf(event.to)] : 'done'}
          head={event.from === null ? t('history.begun') : t(`history.to.${event.to}`)}
          end={
            <time className="small quiet num" dateTime={event.at}>
              {formatDateTime(event.at, language)}
            </time>
          }
        >
          <p className="small quiet">{t(`terms:projectActor.${event.actor}`)}</p>
          {event.to === 'CANCELLED' && event.actor === 'PLATFORM' && <p className="small">{t('history.goalMissed')}</p>}
          {event.reason && (
            <p className="small">
              <Written>{event.reason}</Written>
            </p>
          )}
        </TimelineItem>
      ))}
    </Timeline>
  );
}
