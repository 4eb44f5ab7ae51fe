import type { ProjectWholeFragment } from '@hongchuang/schema';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { formatMoney } from '../../lib/money';
import { LinkButton } from '../../ui/link-button';
import { LiveMark } from '../../ui/live-mark';
import { TermChip } from '../../ui/term-chip';
import { ProjectFigures } from './progress';
import styles from './projects.module.css';
import { useStanding } from './use-standing';
import { whatMoneyDoes } from './what-money-does';

const EXAMPLE_FEN = 100_00;

/** What a gift does, how far it is, what happens next, and the one button. */
export function GivePanel({ project }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  const standing = useStanding(project);
  const mayGive = project.viewerActions.includes('PLEDGE');
  const button = useRef<HTMLDivElement>(null);
  const [passed, setPassed] = useState(false);

  useEffect(() => {
    const element = button.current;
    if (!element) return;
    // The bar at the foot of a phone appears once the button has been scrolled away above.
    const observer = new IntersectionObserver(([entry]) => setPassed(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.bottom < 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, [mayGive]);

  const give = (large: boolean) => (
    <LinkButton to={`/projects/${project.slug}/give`} primary large={large} block>
      {t('give')}
    </LinkButton>
  );

  return (
    <div className={styles.panel}>
      <WhatHundredDoes project={project} />
      <ProjectFigures progress={project.progress} />
      <div className="stack" style={{ gap: 8 }}>
        <div className="row-between">
          <TermChip kind="projectStatus" value={project.status} />
          <LiveMark />
        </div>
        <p className={styles.standing}>{standing}</p>
      </div>
      {mayGive && (
        <>
          <div ref={button}>{give(true)}</div>
          {passed && <div className={styles.footBar}>{give(false)}</div>}
          <p className="small quiet">{t(overGoalNote(project))}</p>
          <p className="small quiet">{t(`rule.${project.fundingRule}`)}</p>
        </>
      )}
    </div>
  );
}

/** Said before giving: whether a gift past the goal is taken. */
function overGoalNote(project: ProjectWholeFragment): string {
  return project.acceptsOverGoal ? 'overGoal.accepted' : 'overGoal.refused';
}

function WhatHundredDoes({ project }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const does = whatMoneyDoes(EXAMPLE_FEN, project.goal, project.progress.raised, project.indicators, project.milestones);
  if (!does) return null;
  return (
    <p className={styles.does}>
      {does.kind === 'serves' && t('does.serves', { count: does.people })}
      {does.kind === 'onePerson' && t('does.onePerson', { amount: formatMoney(does.fen, language) })}
      {does.kind === 'stage' && t('does.stage', { title: does.title })}
    </p>
  );
}
