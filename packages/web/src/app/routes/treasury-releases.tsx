import { useQuery } from '@apollo/client/react';
import { ReleaseCountsDocument, ReleaseQueueDocument, type ReleaseState, type StageToReleaseFragment } from '@hongchuang/schema';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReleaseCard } from '../../features/stages/release-card';
import { chosenState, ReleaseFilters } from '../../features/stages/release-filters';
import { Results } from '../../features/stages/results';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useAddressBar } from '../../lib/address-bar';
import { useFreshPage } from '../../lib/use-fresh-page';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState, ErrorState, Loading, SkeletonText } from '../../ui/states';

const PAGE = 10;

/** Verified stages and their money: prepared by a treasurer, above a limit signed by somebody else. */
export function Component() {
  const { t } = useTranslation('stages');
  const { hasRole } = useViewer();
  const { get } = useAddressBar();
  const search = get('search');
  const inAddress = get('show');
  const { data, error, refetch } = useQuery(ReleaseCountsDocument, { variables: { search: search || null }, fetchPolicy: 'cache-and-network' });
  useFreshPage();
  const counts = data?.releaseCounts;
  // Chosen once: the list must not change under the hands of whoever has just settled its last stage.
  const [first, setFirst] = useState<ReleaseState>();
  const state = counts && (inAddress ? chosenState(inAddress, counts) : (first ?? chosenState('', counts)));
  useEffect(() => {
    if (state && !first) setFirst(state);
  }, [state, first]);
  const [handled, setHandled] = useState<StageToReleaseFragment[]>([]);
  return (
    <Page>
      <PageTitle title={t('treasury.title')} lead={t('treasury.lead')} />
      <TreasuryTabs current="releases" total={search === '' && counts ? counts.payable + counts.toSign : undefined} />
      <div className="stack-lg">
        <p className="small quiet measure">{t('treasury.rules')}</p>
        <ReleaseFilters counts={counts} state={state} />
        <div>
          <Results
            label={t('treasury.list')}
            results={handled.map((one) => {
              const names = { organization: one.project.organization.name, title: one.title, project: one.project.title };
              const released = one.status === 'RELEASED';
              return {
                id: `${one.id}:${one.status}:${one.release?.order?.id ?? ''}`,
                text: t(released ? 'treasury.done' : one.release ? 'treasury.prepared' : 'treasury.takenBack', names),
                waiting: !released,
                end: one.release && <Money fen={one.release.amount} exact className="strong" />,
              };
            })}
          />
          {state ? (
            <Releases key={`${state} ${search}`} state={state} search={search} onDone={(one) => setHandled((before) => [one, ...before])} canPay={hasRole('TREASURER')} />
          ) : error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <Loading>
              <SkeletonText lines={8} />
            </Loading>
          )}
        </div>
      </div>
    </Page>
  );
}

function Releases({ state, search, onDone, canPay }: { state: ReleaseState; search: string; onDone: (stage: StageToReleaseFragment) => void; canPay: boolean }) {
  const { t } = useTranslation('stages');
  const first = useShownCount(PAGE);
  const { data, error, refetch, fetchMore } = useQuery(ReleaseQueueDocument, { variables: { state, search: search || null, first }, fetchPolicy: 'cache-and-network' });
  return (
    <ConnectionList
      connection={data?.releaseQueue}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE}
      skeleton={<SkeletonText lines={8} />}
      empty={
        search === '' ? (
          <EmptyState title={t(`treasury.none.${state}`)} actions={canPay && <LinkButton to="/treasury">{t('treasury.toPayments')}</LinkButton>}>
            {t('treasury.emptyText')}
          </EmptyState>
        ) : (
          <EmptyState title={t('treasury.notFound', { search })}>{t('treasury.notFoundText')}</EmptyState>
        )
      }
      container={(items) => <div className="stack">{items}</div>}
    >
      {(stage) => <ReleaseCard stage={stage} onReleased={onDone} onStale={() => void refetch()} />}
    </ConnectionList>
  );
}
