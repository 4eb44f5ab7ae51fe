import { useApolloClient, useQuery } from '@apollo/client/react';
import { MatchesOfFundDocument, MatchFundPageDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { FundActions } from '../../features/matching/fund-actions';
import { FundFacts, FundNotes, FundRule } from '../../features/matching/fund-facts';
import { FundMatches } from '../../features/matching/fund-matches';
import { FundMoney } from '../../features/matching/fund-money';
import { FundReturns } from '../../features/matching/fund-returns';
import { TransferCode } from '../../features/matching/transfer-code';
import { refetchLater } from '../../lib/refetch-later';
import { useChanged } from '../../lib/use-changed';
import { Page, PageTitle, Section } from '../../ui/page';
import { ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';

export function Component() {
  const { t } = useTranslation('matching');
  const { id = '' } = useParams();
  const client = useApolloClient();
  const { data, error, refetch } = useQuery(MatchFundPageDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const fund = data?.matchFund;
  useChanged(fund ? [`match-fund:${fund.id}`] : [], () => {
    void refetchLater(client, { documents: [MatchFundPageDocument, MatchesOfFundDocument] });
  });
  if (!fund) {
    if (data) return <NotFound />;
    return (
      <Page>
        {error ? (
          <>
            <PageTitle title={t('title')} />
            <ErrorState error={error} onRetry={() => void refetch()} />
          </>
        ) : (
          <PageSkeleton />
        )}
      </Page>
    );
  }
  return (
    <Page>
      <PageTitle title={fund.title} above={<FundFacts fund={fund} />} live={fund.state === 'OPEN'} />
      <div className="stack-lg">
        <FundNotes fund={fund} />
        <FundMoney fund={fund} />
        <FundActions fund={fund} />
        <TransferCode fund={fund} />
        <Section title={t('page.rule')}>
          <FundRule fund={fund} />
        </Section>
        {fund.returns.length > 0 && (
          <Section title={t('page.returns')}>
            <FundReturns returns={fund.returns} />
          </Section>
        )}
        {fund.decidedAt && (
          <Section title={t('page.matches')}>
            <FundMatches fundId={fund.id} />
          </Section>
        )}
      </div>
    </Page>
  );
}
