import { useTranslation } from 'react-i18next';
import { LinkTabs } from '../../ui/link-tabs';

export type DeskTab = (typeof DESK_TABS)[number];
export const DESK_TABS = ['projects', 'objections', 'measurements', 'milestones', 'disclosure'] as const;

export function DeskTabs({ current, totals }: { current: DeskTab; totals: Partial<Record<DeskTab, number>> }) {
  const { t } = useTranslation('review');
  return (
    <LinkTabs
      label={t('tabs.label')}
      tabs={DESK_TABS.map((tab) => ({
        to: tab === 'projects' ? '/review' : `/review?tab=${tab}`,
        label: t(`tabs.${tab}`),
        total: totals[tab],
        current: tab === current,
      }))}
    />
  );
}
