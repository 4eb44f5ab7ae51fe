import type { BooksCheckPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import styles from './books.module.css';
import { compare } from './check';
import { Written } from '../../ui/written';

/** The projects with figures that differ: which figures, and by how much. */
export function Differences({ check }: { check: BooksCheckPartsFragment }) {
  const { t } = useTranslation('books');
  return (
    <div className={styles.differences}>
      <p className="red strong">{t('check.projects', { count: check.differing })}</p>
      <ul className="stack" style={{ gap: 8 }}>
        {check.differences.map(({ project, figures }, index) => (
          <li key={project?.id ?? index}>
            {project ? (
              <Link to={`/projects/${project.slug}/books`}>
                <Written>{project.title}</Written>
              </Link>
            ) : (
              t('check.hiddenProject')
            )}
            <span className="small red">
              {compare(figures)
                .filter(({ difference }) => difference !== 0)
                .map(
                  ({ figure, difference }) =>
                    ` · ${t(`check.figures.${figure}`)} ${difference > 0 ? '+' : ''}${formatExact(difference, 'always')}`,
                )
                .join('')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
