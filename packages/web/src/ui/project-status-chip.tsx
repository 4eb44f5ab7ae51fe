import type { ProjectStandingFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { endedBelowGoal } from '../lib/ended-below';
import { toneOf } from '../lib/terms';
import { StatusChip } from './chip';
import { TermChip } from './term-chip';

/** The state of a project in one word. Only a project that has its whole goal is called fully funded. */
export function ProjectStatusChip({
  project,
}: {
  project: Pick<ProjectStandingFragment, 'status' | 'goal' | 'progress'>;
}) {
  const { t } = useTranslation('projects');
  if (project.status === 'FUNDED' && !endedBelowGoal(project))
    return <StatusChip tone={toneOf('FUNDED')}>{t('ended.full')}</StatusChip>;
  return <TermChip kind="projectStatus" value={project.status} />;
}
