import { useQuery } from '@apollo/client/react';
import { PaymentQueueDocument, type TransferToConfirmFragment } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkTransfers } from '../../features/treasury/bulk-transfers';
import { ConfirmPanel } from '../../features/treasury/confirm-panel';
import { ConfirmedBefore, LatestConfirmed } from '../../features/treasury/confirmed-list';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { sumOf } from '../../features/treasury/transfer';
import { payerOf, TransferList, TransferListSkeleton } from '../../features/treasury/transfer-list';
import styles from '../../features/treasury/treasury.module.css';
import { usePhone } from '../../lib/browser';
import { useAddressBar } from '../../lib/address-bar';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { Figure } from '../../ui/figures';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { QueueDesk } from '../../ui/queue-desk';
import { EmptyState } from '../../ui/states';

const PAGE = 50;

export function Component() {
  const { t } = useTranslation('treasury');
  const { get, set } = useAddressBar();
  const { search, sort } = useQueueView();
  const lapsed = Boolean(get('lapsed'));
  const first = useShownCount(PAGE);
  // The rows of the last search stay while the next ones load.
  const { data, previousData, ...query } = useQuery(PaymentQueueDocument, {
    variables: { search, sort, lapsed, first },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(useQueueTopics('transfers'));
  const connection = (data ?? previousData)?.paymentQueue;
  const [confirmed, setConfirmed] = useState<TransferToConfirmFragment[]>([]);
  const phone = usePhone();
  const transfers = connection?.edges.map(({ node }) => node) ?? [];
  const look = (open: boolean) => set({ lapsed: open ? '1' : undefined, item: undefined });

  return (
    <Page className={styles.page}>
      <PageTitle live title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="payments" />
      <QueueDesk
        queue="transfers"
        money
        search={{ label: t('search'), hint: t('searchHint') }}
        figures={
          confirmed.length > 0 && (
            <Figure label={t('done')}>
              {t('doneCount', { count: confirmed.length })} <Money fen={sumOf(confirmed)} exact />
            </Figure>
          )
        }
        notes={
          lapsed ? (
            <p>
              {t('lapsed.shown')}{' '}
              <Button size="small" onClick={() => look(false)}>
                {t('lapsed.back')}
              </Button>
            </p>
          ) : (
            !search && (
              <p className={styles.lapsed}>
                <Button type="link" size="small" onClick={() => look(true)}>
                  {t('lapsed.open')}
                </Button>
              </p>
            )
          )
        }
        instead={lapsed ? { label: t('lapsed.count'), count: connection?.totalCount } : undefined}
        query={query}
        connection={connection}
        isCurrent={data !== undefined}
        pageSize={PAGE}
        label={t('table')}
        skeleton={<TransferListSkeleton />}
        empty={
          <EmptyState
            title={
              search
                ? t(lapsed ? 'nothingLapsedFound' : 'nothingFound', { search })
                : t(lapsed ? 'emptyLapsed' : 'empty')
            }
            actions={
              <>
                {search && <Button onClick={() => set({ search: undefined, item: undefined })}>{t('clear')}</Button>}
                {search && !lapsed && <Button onClick={() => look(true)}>{t('lapsed.look')}</Button>}
              </>
            }
          >
            {t(lapsed ? 'lapsed.text' : search ? 'nothingFoundText' : 'emptyText')}
          </EmptyState>
        }
        list={(shown, desk) => <TransferList transfers={shown} {...desk} />}
        bulk={
          // On a phone nobody has the bank's list beside, and the rows have no ticks.
          lapsed || phone
            ? undefined
            : {
                onlyTicked: true,
                canTick: () => true,
                nameOf: (transfer) => `${transfer.remarkCode ?? t('noCode')} ${payerOf(transfer)}`,
                amountOf: ({ amount }) => amount,
                preview: (choice, close) => (
                  <BulkTransfers
                    transfers={transfers.filter(({ id }) => choice.includes(id))}
                    onConfirmed={(all) => {
                      setConfirmed((before) => [...all, ...before]);
                      close();
                    }}
                    onClose={close}
                  />
                ),
              }
        }
        panel={(transfer, desk) => (
          <ConfirmPanel
            transfer={transfer}
            focus={desk.focus}
            onConfirmed={(one) => {
              setConfirmed((before) => [one, ...before]);
              // A treasurer who works from the bank's list types the next remark code now.
              if (search) desk.searchNext();
              else desk.next();
            }}
            onEnded={desk.next}
          />
        )}
        above={<LatestConfirmed confirmed={confirmed[0]} />}
        below={<ConfirmedBefore confirmed={confirmed.slice(1)} />}
      />
    </Page>
  );
}
