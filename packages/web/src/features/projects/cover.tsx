import type { ProjectCardFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Scene } from '../../ui/scene';
import styles from './projects.module.css';

/**
 * The project's picture, or a drawn scene. In a list the title is beside the picture, so its alternative text is empty
 * there.
 */
export function ProjectCover({
  project,
  decorative = false,
}: {
  project: Pick<ProjectCardFragment, 'cover' | 'slug' | 'title' | 'category'>;
  decorative?: boolean;
}) {
  const { t } = useTranslation('projects');
  return (
    <div className={styles.cover} aria-hidden={decorative || undefined}>
      {project.cover ? (
        <img
          src={project.cover.url}
          width={project.cover.width}
          height={project.cover.height}
          alt={decorative ? '' : project.cover.alt}
          loading={decorative ? 'lazy' : 'eager'}
        />
      ) : (
        <Scene seed={project.slug} category={project.category} alt={t('cover', { title: project.title })} />
      )}
    </div>
  );
}
