import type { ProjectCardFragment } from '@hongchuang/schema';
import { Link } from 'react-router';
import { usePlatform } from '../../lib/platform';
import { Skeleton } from '../../ui/states';
import { VerifiedMark } from '../../ui/verified-mark';
import { ProjectStatusChip } from '../../ui/project-status-chip';
import { ProjectCover } from './cover';
import { ProjectProgressBar, ProjectProgressLine, useLiveProgress } from './progress';
import styles from './projects.module.css';
import { useStanding } from './use-standing';
import { Written } from '../../ui/written';

export function ProjectCardView({
  project,
  live = false,
  headingLevel = 3,
}: {
  project: ProjectCardFragment;
  live?: boolean;
  headingLevel?: 2 | 3;
}) {
  const standing = useStanding(project);
  const { regionLabel, categoryLabel } = usePlatform();
  const Heading = `h${headingLevel}` as const;
  return (
    <article className={`card ${styles.card}`}>
      {live && <LiveProgress projectId={project.id} />}
      <ProjectCover project={project} decorative />
      <div className={styles.cardBody}>
        <div className="row" style={{ gap: 8 }}>
          <ProjectStatusChip project={project} />
          <span className="small quiet">
            {regionLabel(project.region)} · {categoryLabel(project.category)}
          </span>
        </div>
        <Heading className={styles.cardTitle}>
          <Link to={`/projects/${project.slug}`} className={styles.cardLink}>
            <Written>{project.title}</Written>
          </Link>
        </Heading>
        <p className={`small quiet ${styles.cardOrganization}`}>
          <span>
            <Written>{project.organization.name}</Written>
          </span>{' '}
          {project.organization.verification === 'VERIFIED' && <VerifiedMark />}
        </p>
        <p className={`small ${styles.cardSummary}`}>
          <Written>{project.summary}</Written>
        </p>
        <div className={styles.cardFoot}>
          <ProjectProgressBar progress={project.progress} />
          <ProjectProgressLine progress={project.progress} />
          <p className="small quiet">{standing}</p>
        </div>
      </div>
    </article>
  );
}

function LiveProgress({ projectId }: { projectId: string }) {
  useLiveProgress(projectId);
  return null;
}

export function ProjectCardSkeletons({ count = 6 }: { count?: number }) {
  return (
    <div className="cards">
      {Array.from({ length: count }, (_, index) => (
        <div className={`card ${styles.card}`} key={index}>
          <Skeleton height="auto" style={{ aspectRatio: '16 / 9', borderRadius: 0 }} />
          <div className={styles.cardBody}>
            <Skeleton width="45%" height={24} />
            <Skeleton width="80%" height={26} />
            <Skeleton width="60%" height={22} />
            <Skeleton height={44} />
            <div className={styles.cardFoot}>
              <Skeleton height={8} />
              <Skeleton height={22} />
              <Skeleton width="70%" height={22} />
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}
