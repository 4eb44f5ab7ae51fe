import type { ProjectWholeFragment } from '@hongchuang/schema';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endedBelowGoal } from '../../lib/ended-below';
import { useLanguage } from '../../lib/i18n';
import { formatExact, formatMoney, percentOf } from '../../lib/money';
import { LinkButton } from '../../ui/link-button';
import { LiveMark } from '../../ui/live-mark';
import { ProjectStatusChip } from '../../ui/project-status-chip';
import { ProjectFigures } from './progress';
import styles from './projects.module.css';
import { ShareButton } from './share-button';
import { useStanding } from './use-standing';
import { moneyEffect } from './money-effect';
import { Unbroken } from '../../ui/unbroken';

const EXAMPLE_FEN = 100_00;

/** What a gift does, the progress of the project, what happens next, and the button to give. */
export function GivePanel({ project }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  const standing = useStanding(project);
  const mayGive = project.viewerActions.includes('PLEDGE');
  const button = useRef<HTMLDivElement>(null);
  const [passed, setPassed] = useState(false);

  useEffect(() => {
    const element = button.current;
    if (!element) return;
    // The bottom bar of a phone appears when the button has been scrolled out at the top.
    const observer = new IntersectionObserver(([entry]) =>
      setPassed(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.bottom < 0),
    );
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
      {!endedBelowGoal(project) && <WhatHundredDoes project={project} />}
      <ProjectFigures progress={project.progress} />
      <div className="stack" style={{ gap: 8 }}>
        <div className="row-between">
          <ProjectStatusChip project={project} />
          <LiveMark />
        </div>
        <p className={styles.standing}>{standing}</p>
        {endedBelowGoal(project) && <EndedBelow project={project} />}
      </div>
      {mayGive && (
        <>
          <div ref={button}>{give(true)}</div>
          {passed && <div className={styles.footBar}>{give(false)}</div>}
          <p className="small quiet">{t(overGoalNote(project))}</p>
          <p className="small quiet">{t(`rule.${project.fundingRule}`)}</p>
        </>
      )}
      <ShareButton project={project} />
    </div>
  );
}

/** Returns whether gifts past the goal are taken, as a sentence that is shown before giving. */
function overGoalNote(project: ProjectWholeFragment): string {
  return project.acceptsOverGoal ? 'overGoal.accepted' : 'overGoal.refused';
}

/** What a project that ended below its goal has, what is missing, and what becomes of its stages. */
function EndedBelow({ project: { progress, goal } }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  return (
    <p className="small">
      <Unbroken>
        {t('ended.text', {
          raised: formatExact(progress.raised),
          goal: formatExact(goal),
          missing: formatExact(goal - progress.raised),
          percent: percentOf(progress.raised, goal),
        })}
      </Unbroken>
    </p>
  );
}

function WhatHundredDoes({ project }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const does = moneyEffect(EXAMPLE_FEN, project.goal, project.progress.raised, project.indicators, project.milestones);
  if (!does) return null;
  return (
    <p className={styles.does}>
      {does.kind === 'serves' && t('does.serves', { count: does.people })}
      {does.kind === 'onePerson' && t('does.onePerson', { amount: formatMoney(does.fen, language) })}
      {does.kind === 'stage' && t('does.stage', { title: does.title })}
    </p>
  );
}
