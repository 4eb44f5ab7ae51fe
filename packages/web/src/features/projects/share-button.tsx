import type { ProjectWholeFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { endedBelowGoal } from '../../lib/ended-below';
import { useLanguage } from '../../lib/i18n';
import { formatMoney } from '../../lib/money';
import { PosterLinks, Share } from '../../ui/share';

/** Passes the project on, by a link or by a poster. */
export function ShareButton({ project }: { project: ProjectWholeFragment }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const words = t(`share.${sentenceOf(project)}`, {
    title: project.title,
    goal: formatMoney(project.goal, language),
    missing: formatMoney(Math.max(0, project.goal - project.progress.raised), language),
  });
  return (
    <div className="stack" style={{ gap: 8 }}>
      <Share title={project.title} words={words} path={project.sharePath} />
      <PosterLinks slug={project.slug} language={language} />
    </div>
  );
}

/** Passes the verified report of a stage on. */
export function ShareStage({
  project,
  stage,
}: {
  project: Pick<ProjectWholeFragment, 'title' | 'sharePath'>;
  stage: { id: string; title: string };
}) {
  const { t } = useTranslation('projects');
  return (
    <Share
      title={project.title}
      words={t('share.stage', { title: project.title, stage: stage.title })}
      path={project.sharePath}
      stageId={stage.id}
    />
  );
}

function sentenceOf(project: ProjectWholeFragment): string {
  if (project.status === 'FUNDRAISING') return project.progress.raised < project.goal ? 'raising' : 'open';
  if (project.status === 'PUBLIC_NOTICE') return 'notice';
  if (project.status === 'CANCELLED') return 'cancelled';
  if (project.status === 'COMPLETED') return 'completed';
  return endedBelowGoal(project) ? 'below' : 'funded';
}
