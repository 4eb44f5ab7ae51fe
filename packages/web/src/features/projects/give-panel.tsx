import type { ProjectIndicatorFragment, ProjectWholeFragment } from '@hongchuang/schema';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endedBelowGoal, isOver } from '../../lib/ended-below';
import { useLanguage } from '../../lib/i18n';
import { formatExact, percentOf } from '../../lib/money';
import { LinkButton } from '../../ui/link-button';
import { LiveMark } from '../../ui/live-mark';
import { ProjectStatusChip } from '../../ui/project-status-chip';
import { ProjectFigures } from './progress';
import styles from './projects.module.css';
import { ShareButton } from './share-button';
import { useStanding } from './use-standing';
import { nextStage } from './stage-shares';
import { unitWord } from '../../lib/unit-words';
import { Unbroken } from '../../ui/unbroken';
import { Written } from '../../ui/written';

const MOST_RESULTS = 3;

/**
 * What a gift does, the progress of the project, what happens next, and the button to give. `matching` says which funds
 * add to gifts; another feature draws it.
 */
export function GivePanel({ project, matching }: { project: ProjectWholeFragment; matching?: ReactNode }) {
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
      {project.status === 'COMPLETED' && <Result indicators={project.indicators} />}
      {mayGive && <WhatMoneyDoes project={project} />}
      <ProjectFigures progress={project.progress} />
      <div className="stack" style={{ gap: 8 }}>
        <div className="row-between">
          <ProjectStatusChip project={project} />
          {!isOver(project) && <LiveMark />}
        </div>
        <p className={styles.standing}>{standing}</p>
        {endedBelowGoal(project) && <EndedBelow project={project} />}
      </div>
      {mayGive && (
        <>
          {matching}
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

/**
 * What amounts do, in the words of the unit. Where the unit says nothing, the stage that the next yuan pays: a quotient
 * of goal and people would contradict many a story.
 */
function WhatMoneyDoes({ project }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  if (project.giftExamples.length > 0) {
    return (
      <dl className={styles.examples}>
        {project.giftExamples.map(({ amount, does }) => (
          <div key={amount}>
            <dt className="num">{formatExact(amount)}</dt>
            <dd>
              <Written>{does}</Written>
            </dd>
          </div>
        ))}
      </dl>
    );
  }
  const stage = nextStage(project.progress.raised, project.milestones);
  return stage === undefined ? null : <p className={styles.does}>{t('does.stage', { title: stage.title })}</p>;
}

/** What a completed project brought about: the verified figures beside what was promised. */
function Result({ indicators }: { indicators: readonly ProjectIndicatorFragment[] }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const measured = indicators.filter(({ actual }) => actual > 0).slice(0, MOST_RESULTS);
  if (measured.length === 0) return null;
  return (
    <section className={styles.result} aria-labelledby="result">
      <h2 id="result" className="small quiet">
        {t('result.title')}
      </h2>
      <dl>
        {measured.map(({ id, name, actual, target, unit }) => (
          <div key={id}>
            <dt className="small">
              <Written>{name}</Written>
            </dt>
            <dd>
              <span className={`num ${styles.resultFigure}`}>
                {number.format(actual)} {unitWord(unit, language)}
              </span>{' '}
              <span className="small quiet num">
                {t('indicators.ofTarget', { target: number.format(target), unit: unitWord(unit, language) })}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
