import type { ProjectMilestoneFragment } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { TermChip } from '../../ui/term-chip';
import { Timeline, TimelineItem, type TimelineState } from '../../ui/timeline';
import { spreadOverStages } from './what-money-does';

interface MilestoneLineProps<M extends ProjectMilestoneFragment> {
  milestones: readonly M[];
  raised: number;
  /** What else there is to say of a stage: its report, its payment. */
  children?: (milestone: M) => ReactNode;
}

/** Where the money goes, stage by stage: what, how much, by when, and whether it is there, verified, paid out. */
export function MilestoneLine<M extends ProjectMilestoneFragment>({ milestones, raised, children }: MilestoneLineProps<M>) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const covered = spreadOverStages(raised, milestones.map(({ amount }) => amount));
  return (
    <Timeline>
      {milestones.map((milestone, index) => {
        const part = covered[index] ?? 0;
        const full = part >= milestone.amount;
        return (
          <TimelineItem key={milestone.id} state={stateOf(milestone, part)} head={milestone.title} end={<Money fen={milestone.amount} className="strong" />}>
            <p className="small quiet">{t('milestones.due', { date: formatEndDate(milestone.dueOn, language) })}</p>
            <div className="row" style={{ gap: 8 }}>
              <TermChip kind="milestoneStatus" value={milestone.status} />
              {milestone.status !== 'RELEASED' && (
                <span className={`small ${full ? 'pine' : 'quiet'}`}>
                  {full ? t('milestones.covered') : part > 0 ? <>{t('milestones.partly')} <Money fen={part} /></> : t('milestones.waiting')}
                </span>
              )}
            </div>
            {children?.(milestone)}
          </TimelineItem>
        );
      })}
    </Timeline>
  );
}

function stateOf(milestone: ProjectMilestoneFragment, part: number): TimelineState {
  if (milestone.status === 'RELEASED') return 'done';
  if (milestone.status !== 'PLANNED') return 'waiting';
  return part > 0 ? 'live' : 'planned';
}
