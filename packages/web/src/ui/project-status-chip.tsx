import type { ProjectStandingFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { endedBelowGoal } from '../lib/ended-below';
import { StatusChip } from './chip';
import { TermChip } from './term-chip';

/** The state of a project in one word. A project that ended below its goal is not called fully funded. */
export function ProjectStatusChip({
  project,
}: {
  project: Pick<ProjectStandingFragment, 'status' | 'goal' | 'progress'>;
}) {
  const { t } = useTranslation('projects');
  if (project.status === 'FUNDED' && endedBelowGoal(project))
    return <StatusChip tone="quiet">{t('ended.chip')}</StatusChip>;
  return <TermChip kind="projectStatus" value={project.status} />;
}
