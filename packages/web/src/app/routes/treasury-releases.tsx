import { useQuery } from '@apollo/client/react';
import { ReleaseQueueDocument, type StageToReleaseFragment } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReleaseCard } from '../../features/stages/release-card';
import { Results } from '../../features/stages/results';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useFreshPage } from '../../lib/use-fresh-page';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState, SkeletonText } from '../../ui/states';

const PAGE = 10;

/** Verified stages and their money: prepared by a treasurer, above a limit signed by somebody else. */
export function Component() {
  const { t } = useTranslation('stages');
  const { hasRole } = useViewer();
  const first = useShownCount(PAGE);
  const { data, error, refetch, fetchMore } = useQuery(ReleaseQueueDocument, { variables: { first }, fetchPolicy: 'cache-and-network' });
  useFreshPage();
  const [handled, setHandled] = useState<StageToReleaseFragment[]>([]);
  return (
    <Page>
      <PageTitle title={t('treasury.title')} lead={t('treasury.lead')} />
      <TreasuryTabs current="releases" total={data?.releaseQueue.totalCount} />
      <div className="stack-lg">
        <p className="small quiet measure">{t('treasury.rules')}</p>
        <div>
          <Results
            label={t('treasury.list')}
            results={handled.map((one) => {
              const names = { organization: one.project.organization.name, title: one.title, project: one.project.title };
              const released = one.status === 'RELEASED';
              return {
                id: `${one.id}:${one.status}`,
                text: t(released ? 'treasury.done' : 'treasury.prepared', names),
                waiting: !released,
                end: one.release && <Money fen={one.release.amount} exact className="strong" />,
              };
            })}
          />
          <ConnectionList
            connection={data?.releaseQueue}
            error={error}
            refetch={refetch}
            fetchMore={fetchMore}
            pageSize={PAGE}
            skeleton={<SkeletonText lines={8} />}
            empty={
              <EmptyState title={t('treasury.empty')} actions={hasRole('TREASURER') && <LinkButton to="/treasury">{t('treasury.toPayments')}</LinkButton>}>
                {t('treasury.emptyText')}
              </EmptyState>
            }
            container={(items) => <div className="stack">{items}</div>}
          >
            {(stage) => <ReleaseCard stage={stage} onReleased={(one) => setHandled((before) => [one, ...before])} onStale={() => void refetch()} />}
          </ConnectionList>
        </div>
      </div>
    </Page>
  );
}
