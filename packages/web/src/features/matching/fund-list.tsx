import { useQuery } from '@apollo/client/react';
import { type MatchFundRowFragment, MatchFundsDocument, OwnMatchFundsDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { EmptyState, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';
import { FundFacts } from './fund-facts';

const PAGE_SIZE = 20;

/** One fund in a list. */
export function FundItem({ fund }: { fund: MatchFundRowFragment }) {
  const { t } = useTranslation('matching');
  const { id, title, state, paidIn, given, left } = fund;
  return (
    <article className="card stack" style={{ gap: 8, padding: 16 }}>
      <h3>
        <Link to={`/match-funds/${id}`}>
          <Written>{title}</Written>
        </Link>
      </h3>
      <FundFacts fund={fund} />
      {(state === 'OPEN' || paidIn > 0) && (
        <p className="small num">{t('money.short', { given: formatExact(given), left: formatExact(left) })}</p>
      )}
    </article>
  );
}

/** Match funds that everybody may know of, the newest first. */
export function FundList() {
  const { t } = useTranslation('matching');
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(MatchFundsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={data?.matchFunds}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      skeleton={<SkeletonText lines={6} />}
      container={(items) => <div className="cards">{items}</div>}
      empty={<EmptyState title={t('empty')} />}
    >
      {(fund) => <FundItem fund={fund} />}
    </ConnectionList>
  );
}

/** All match funds of the viewer's units, the newest first. */
export function OwnFundList() {
  const { t } = useTranslation('matching');
  const first = useShownCount(PAGE_SIZE, 'own');
  const { data, error, refetch, fetchMore } = useQuery(OwnMatchFundsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={data?.ownMatchFunds}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      name="own"
      skeleton={<SkeletonText lines={4} />}
      container={(items) => <div className="cards">{items}</div>}
      empty={<EmptyState title={t('own.empty')} />}
    >
      {(fund) => <FundItem fund={fund} />}
    </ConnectionList>
  );
}
