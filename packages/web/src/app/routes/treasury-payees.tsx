import { useQuery } from '@apollo/client/react';
import { PayeeAccountQueueDocument } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PayeePanel } from '../../features/payees/payee-panel';
import { type Result, Results } from '../../features/stages/results';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { StatusChip } from '../../ui/chip';
import { useShownCount } from '../../ui/load-more';
import { Page, PageTitle } from '../../ui/page';
import { NothingFound, QueueDesk } from '../../ui/queue-desk';
import { EmptyState, SkeletonText } from '../../ui/states';

const PAGE = 20;

/** Accounts of units: a treasurer verifies them, and a second person signs a change. */
export function Component() {
  const { t } = useTranslation('payees');
  const view = useQueueView();
  const first = useShownCount(PAGE);
  const { data, previousData, ...query } = useQuery(PayeeAccountQueueDocument, {
    variables: { ...view, first },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(useQueueTopics('payee-accounts'));
  const [done, setDone] = useState<Result[]>([]);
  return (
    <Page>
      <PageTitle live title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="payees" />
      <QueueDesk
        queue="payee-accounts"
        wide
        search={{ label: t('search'), hint: t('search') }}
        notes={<p className="small quiet measure">{t('rules')}</p>}
        query={query}
        connection={(data ?? previousData)?.payeeAccountQueue}
        isCurrent={data !== undefined}
        pageSize={PAGE}
        label={t('title')}
        skeleton={<SkeletonText lines={6} />}
        empty={
          view.search ? (
            <NothingFound search={view.search} />
          ) : (
            <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
          )
        }
        row={(account) => (
          <>
            <span className="row-between">
              <span className="strong">{account.organization.name}</span>
              <StatusChip tone="waiting">{t(`state.${account.state}`)}</StatusChip>
            </span>
            <span className="small quiet">
              {account.accountName} <span className="num">{account.maskedNumber}</span>
            </span>
          </>
        )}
        panel={(account, desk) => (
          <PayeePanel
            key={`${account.id}:${account.state}`}
            account={account}
            onDecided={({ id, state, organization: { name: unit } }) => {
              const word = state === 'PREPARED' ? 'prepared' : state === 'CURRENT' ? 'accepted' : 'refused';
              setDone((before) => [
                { id: `${id}:${state}`, text: t(`desk.${word}`, { unit }), waiting: state === 'PREPARED' },
                ...before,
              ]);
              desk.next();
            }}
          />
        )}
        above={<Results label={t('desk.done')} results={done} />}
      />
    </Page>
  );
}
