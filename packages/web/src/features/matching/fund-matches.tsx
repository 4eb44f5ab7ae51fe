import { useQuery } from '@apollo/client/react';
import { type MatchLineFragment, MatchesOfFundDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatArrival } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { EmptyState, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';

const PAGE_SIZE = 20;

/** What a fund added to gifts, the newest first. It names no donor. */
export function FundMatches({ fundId }: { fundId: string }) {
  const { t } = useTranslation('matching');
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(MatchesOfFundDocument, {
    variables: { id: fundId, first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={data?.matchFund?.matches}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      skeleton={<SkeletonText lines={4} />}
      empty={<EmptyState title={t('matches.empty')} />}
    >
      {(match) => <MatchRow match={match} />}
    </ConnectionList>
  );
}

function MatchRow({ match: { amount, returned, cut, createdAt, project } }: { match: MatchLineFragment }) {
  const { t } = useTranslation('matching');
  const language = useLanguage();
  return (
    <li className="stack" style={{ gap: 2, paddingBlock: 8 }}>
      <div className="row-between">
        {project ? (
          <Link to={`/projects/${project.slug}`}>
            <Written>{project.title}</Written>
          </Link>
        ) : (
          <span>{t('matches.hidden')}</span>
        )}
        <Money fen={amount} exact className="strong" />
      </div>
      <p className="small quiet num">
        {formatArrival(createdAt, language)}
        {cut && ` · ${t(`terms:matchCut.${cut}`)}`}
        {returned > 0 && ` · ${t('matches.returned', { amount: formatExact(returned, 'always') })}`}
      </p>
    </li>
  );
}
