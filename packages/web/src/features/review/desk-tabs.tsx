import { useTranslation } from 'react-i18next';
import { useWaiting } from '../../lib/queue-view';
import { LinkTabs } from '../../ui/link-tabs';

/** The tabs of the desk, each with its queue. */
export const QUEUE_OF = {
  projects: 'projects',
  objections: 'objections',
  measurements: 'measurements',
  milestones: 'stages',
  disclosure: 'late-reports',
  questions: 'questions',
} as const;

export type DeskTab = keyof typeof QUEUE_OF;
export const DESK_TABS = Object.keys(QUEUE_OF) as DeskTab[];

export function DeskTabs({ current }: { current: DeskTab }) {
  const { t } = useTranslation('review');
  const waitingAt = useWaiting();
  return (
    <LinkTabs
      label={t('tabs.label')}
      tabs={DESK_TABS.map((tab) => {
        const to = tab === 'projects' ? '/review' : `/review?tab=${tab}`;
        return {
          to,
          label: t(`tabs.${tab}`),
          total: waitingAt((address) => address === to),
          current: tab === current,
        };
      })}
    />
  );
}
