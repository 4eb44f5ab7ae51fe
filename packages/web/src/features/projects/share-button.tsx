import type { ProjectWholeFragment } from '@hongchuang/schema';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../lib/clipboard';
import { endedBelowGoal } from '../../lib/ended-below';
import { useLanguage } from '../../lib/i18n';
import { formatMoney } from '../../lib/money';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import styles from './projects.module.css';
import { Unbroken } from '../../ui/unbroken';

/**
 * Passes the project on: one sentence and a short link, by the share sheet of the device where it has one, and
 * otherwise by the clipboard. The link says which of the two it came from, so that the unit sees what helps.
 */
export function ShareButton({ project }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 4_000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const words = t(`share.${sentenceOf(project)}`, {
    title: project.title,
    goal: formatMoney(project.goal, language),
    missing: formatMoney(Math.max(0, project.goal - project.progress.raised), language),
  });
  const linkFrom = (source: 'sheet' | 'copy') => `${location.origin}${project.sharePath}?s=${source}`;
  const share = async () => {
    if (typeof navigator.share === 'function') {
      // Closing the share sheet is no failure.
      await navigator.share({ title: project.title, text: words, url: linkFrom('sheet') }).catch(() => undefined);
      return;
    }
    setOutcome((await copyText(`${words} ${linkFrom('copy')}`)) ? 'copied' : 'failed');
  };

  return (
    <div className={`no-print ${styles.share}`}>
      <p className="small quiet">
        <Unbroken>{words}</Unbroken>
      </p>
      <Button icon={<Icon name={outcome === 'copied' ? 'check' : 'share'} />} onClick={() => void share()}>
        {t(outcome ? `share.${outcome}` : 'share.button')}
      </Button>
      <span className="sr-only" role="status">
        {outcome && t(`share.${outcome}`)}
      </span>
    </div>
  );
}

function sentenceOf(project: ProjectWholeFragment): string {
  if (project.status === 'FUNDRAISING') return project.progress.raised < project.goal ? 'raising' : 'open';
  if (project.status === 'PUBLIC_NOTICE') return 'notice';
  if (project.status === 'CANCELLED') return 'cancelled';
  return endedBelowGoal(project) ? 'below' : 'funded';
}
