import { useQuery } from '@apollo/client/react';
import { ProjectMatchingDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { Written } from '../../ui/written';

/** Says on a project's page that gifts to it are matched, by which fund, and what is left in it. */
export default function ProjectMatching({ projectId }: { projectId: string }) {
  const { t } = useTranslation('projects');
  const { data } = useQuery(ProjectMatchingDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const funds = data?.project?.matchFunds ?? [];
  if (funds.length === 0) return null;
  return (
    <div className="stack small" style={{ gap: 4 }}>
      <p className="strong">{t('matching.title')}</p>
      <ul>
        {funds.map(({ id, title, factor, left }) => (
          <li key={id}>
            <Link to={`/match-funds/${id}`}>
              <Written>{title}</Written>
            </Link>{' '}
            <span className="num">
              {t('matching.fund', { amount: formatExact(factor * 100), left: formatExact(left) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
