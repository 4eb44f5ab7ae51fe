import type { ProjectMilestoneFragment } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { TermChip } from '../../ui/term-chip';
import { Timeline, TimelineItem, type TimelineState } from '../../ui/timeline';
import { sharesOfStages, spreadOverStages } from './stage-shares';
import { Written } from '../../ui/written';

interface MilestoneLineProps<M extends ProjectMilestoneFragment> {
  milestones: readonly M[];
  raised: number;
  /** Whether funding is over and left a part of the goal open, so that each stage gets its share of what came. */
  endedBelow?: boolean;
  /** Draws more about a stage: its report, its payment. */
  children?: (milestone: M) => ReactNode;
}

/** The stages of a project: title, amount, date, and whether the money is there, verified and paid out. */
export function MilestoneLine<M extends ProjectMilestoneFragment>({
  milestones,
  raised,
  endedBelow = false,
  children,
}: MilestoneLineProps<M>) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const amounts = milestones.map(({ amount }) => amount);
  const covered = (endedBelow ? sharesOfStages : spreadOverStages)(raised, amounts);
  return (
    <Timeline>
      {milestones.map((milestone, index) => {
        const part = covered[index] ?? 0;
        const full = part >= milestone.amount;
        return (
          <TimelineItem
            key={milestone.id}
            state={stateOf(milestone, part)}
            head={<Written>{milestone.title}</Written>}
            end={<Money fen={milestone.amount} className="strong" />}
          >
            <p className="small quiet">{t('milestones.due', { date: formatEndDate(milestone.dueOn, language) })}</p>
            <div className="row" style={{ gap: 8 }}>
              <TermChip kind="milestoneStatus" value={milestone.status} />
              {milestone.status !== 'RELEASED' && (
                <span className={`small ${full ? 'pine' : 'quiet'}`}>
                  {full ? (
                    t('milestones.covered')
                  ) : part > 0 ? (
                    <>
                      {t(endedBelow ? 'milestones.share' : 'milestones.partly')} <Money fen={part} exact={endedBelow} />
                    </>
                  ) : (
                    t('milestones.waiting')
                  )}
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
