import { useQuery } from '@apollo/client/react';
import {
  ReleaseCountsDocument,
  ReleaseQueueDocument,
  type ReleaseState,
  type StageToReleaseFragment,
} from '@hongchuang/schema';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkReleases } from '../../features/stages/bulk-releases';
import { ReleaseCard } from '../../features/stages/release-card';
import { chosenState, ReleaseFilters } from '../../features/stages/release-filters';
import { ReleaseResults } from '../../features/stages/release-results';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useAddressBar } from '../../lib/address-bar';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { useViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { NothingFound, QueueDesk } from '../../ui/queue-desk';
import { EmptyState, ErrorState, Loading, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';

const PAGE = 20;

/** Verified stages and their payments. A treasurer prepares them; above a limit another person signs. */
export function Component() {
  const { t } = useTranslation('stages');
  const { get } = useAddressBar();
  const { search } = useQueueView();
  const inAddress = get('show');
  const { data, loading, error, refetch } = useQuery(ReleaseCountsDocument, {
    variables: { search },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(useQueueTopics('releases'));
  const counts = data?.releaseCounts;
  // Chosen once, because the list must not change when the person has just settled its last stage. Counts from the cache
  // can be older than what is payable now, so the choice waits for the server.
  const [first, setFirst] = useState<ReleaseState>();
  const opened = first ?? (counts && !loading ? chosenState('', counts) : undefined);
  const state = counts && inAddress ? chosenState(inAddress, counts) : opened;
  useEffect(() => {
    if (state && !first) setFirst(state);
  }, [state, first]);
  return (
    <Page>
      <PageTitle live title={t('treasury.title')} lead={t('treasury.lead')} />
      <TreasuryTabs current="releases" />
      <div className="stack-lg">
        <p className="small quiet measure">{t('treasury.rules')}</p>
        <ReleaseFilters counts={counts} state={state} />
        {state ? (
          <Releases state={state} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading>
            <SkeletonText lines={8} />
          </Loading>
        )}
      </div>
    </Page>
  );
}

function Releases({ state }: { state: ReleaseState }) {
  const { t } = useTranslation('stages');
  const { hasRole } = useViewer();
  const view = useQueueView();
  const first = useShownCount(PAGE);
  const { data, previousData, ...query } = useQuery(ReleaseQueueDocument, {
    variables: { state, ...view, first },
    fetchPolicy: 'cache-and-network',
  });
  const [handled, setHandled] = useState<StageToReleaseFragment[]>([]);
  const connection = (data ?? previousData)?.releaseQueue;
  return (
    <QueueDesk
      queue="releases"
      money
      wide
      search={{ label: t('treasury.filter.search'), hint: t('treasury.filter.search') }}
      instead={
        state === 'PAYABLE' ? undefined : { label: t(`treasury.filter.${state}`), count: connection?.totalCount }
      }
      query={query}
      connection={connection}
      isCurrent={data !== undefined}
      pageSize={PAGE}
      label={t(`treasury.filter.${state}`)}
      skeleton={<SkeletonText lines={8} />}
      empty={
        view.search ? (
          <NothingFound search={view.search} />
        ) : (
          <EmptyState
            title={t(`treasury.none.${state}`)}
            actions={hasRole('TREASURER') && <LinkButton to="/treasury">{t('treasury.toPayments')}</LinkButton>}
          >
            {t('treasury.emptyText')}
          </EmptyState>
        )
      }
      row={(stage) => (
        <>
          <span className="row-between">
            <span className="strong">
              <Written>{stage.title}</Written>
            </span>
            <Money fen={stage.releaseStanding?.amount ?? stage.amount} exact />
          </span>
          <span className="small quiet">
            <Written>{stage.project.title}</Written>
          </span>
        </>
      )}
      panel={(stage, desk) => (
        <ReleaseCard
          stage={stage}
          onReleased={(one) => {
            setHandled((before) => [one, ...before]);
            desk.next();
          }}
          onStale={() => void query.refetch()}
        />
      )}
      above={<ReleaseResults stages={handled} />}
      bulk={
        state !== 'PAYABLE'
          ? undefined
          : {
              onlyTicked: true,
              canTick: () => true,
              nameOf: ({ title, project }) => `${project.title} ${title}`,
              amountOf: ({ releaseStanding, amount }) => releaseStanding?.amount ?? amount,
              preview: (choice, close) =>
                choice !== 'all found' && (
                  <BulkReleases
                    ids={choice}
                    onReleased={(all) => {
                      setHandled((before) => [...all, ...before]);
                      close();
                    }}
                    onClose={close}
                  />
                ),
            }
      }
    />
  );
}
