import { useQuery } from '@apollo/client/react';
import { PaymentQueueDocument, type TransferToConfirmFragment } from '@hongchuang/schema';
import { Button, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmPanel } from '../../features/treasury/confirm-panel';
import { ConfirmedBefore, LatestConfirmed } from '../../features/treasury/confirmed-list';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { searchTerm, sumOf } from '../../features/treasury/transfer';
import { TransferList, TransferListSkeleton } from '../../features/treasury/transfer-list';
import styles from '../../features/treasury/treasury.module.css';
import { useAddressBar } from '../../lib/address-bar';
import { useKeptFocus } from '../../lib/keep-focus';
import { useFreshPage } from '../../lib/use-fresh-page';
import { useMediaQuery } from '../../lib/browser';
import { useShortcuts } from '../../lib/shortcuts';
import { ConnectionList } from '../../ui/connection-list';
import { Figure, Figures } from '../../ui/figures';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { EmptyState, Skeleton } from '../../ui/states';

const PAGE = 50;

export function Component() {
  const { t } = useTranslation('treasury');
  const { get, set } = useAddressBar();
  const search = searchTerm(get('search'));
  const lapsed = Boolean(get('lapsed'));
  const chosenId = get('pledge') || undefined;
  const first = useShownCount(PAGE);
  // The rows of the last search stay while the next ones are on their way.
  const { data, previousData, loading, error, refetch, fetchMore } = useQuery(PaymentQueueDocument, {
    variables: { search: search || null, lapsed, first },
    fetchPolicy: 'cache-and-network',
  });
  useFreshPage();
  const connection = (data ?? previousData)?.paymentQueue;
  const transfers = connection?.edges.map(({ node }) => node) ?? [];
  const chosen = transfers.find(({ id }) => id === chosenId);
  const [confirmed, setConfirmed] = useState<TransferToConfirmFragment[]>([]);
  const [focus, setFocus] = useState(false);
  const searchInput = useRef<InputRef>(null);
  const onePane = useMediaQuery('(max-width: 1023px)');
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root, () => searchInput.current?.input);

  /** What was chosen last, which the address and the page follow a moment later: two keys can come faster. */
  const target = useRef(chosenId);
  useEffect(() => {
    target.current = chosenId;
  }, [chosenId]);
  const choose = (id: string | undefined) => {
    target.current = id;
    setFocus(id !== undefined);
    set({ pledge: id });
  };
  // Enter in the search opens what it finds, once the answer to these very words is there, and only when it is one:
  // of two equal amounts nobody but the treasurer can tell which it is.
  const [openFound, setOpenFound] = useState<string>();
  useEffect(() => {
    if (openFound === undefined || openFound !== search || loading || !data) return;
    setOpenFound(undefined);
    const found = data.paymentQueue;
    if (found.totalCount === 1 && found.edges[0]) {
      setFocus(true);
      set({ pledge: found.edges[0].node.id });
    }
  }, [openFound, search, loading, data, set]);
  const move = (step: 1 | -1) => {
    const at = transfers.findIndex(({ id }) => id === target.current);
    const next = transfers[at === -1 ? 0 : at + step];
    if (next) choose(next.id);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: chosen ? () => move(1) : undefined,
    ArrowUp: chosen ? () => move(-1) : undefined,
    '/': () => searchInput.current?.focus({ cursor: 'all' }),
  });

  /** The next in the list, once this one leaves it. */
  const chooseAfter = (left: string) => {
    const at = transfers.findIndex(({ id }) => id === left);
    const next = transfers[at + 1] ?? transfers[at - 1];
    choose(next?.id);
    // On a phone the panel gives way to the list, and after the last one there is none.
    if (!next) root.current?.focus();
  };
  const onConfirmed = (one: TransferToConfirmFragment) => {
    setConfirmed((before) => [one, ...before]);
    if (search) {
      // With the bank's list beside, the next thing is the next remark code.
      set({ pledge: undefined, search: undefined });
      setFocus(false);
      // The old code is selected: the next one takes its place, also when it is typed before this page is drawn again.
      searchInput.current?.focus({ cursor: 'all' });
    } else {
      chooseAfter(one.id);
    }
  };

  const allListed = connection !== undefined && !connection.pageInfo.hasNextPage;
  const list = (
    <ConnectionList
      connection={connection}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE}
      skeleton={<TransferListSkeleton />}
      empty={
        <EmptyState
          title={search ? t(lapsed ? 'nothingLapsedFound' : 'nothingFound', { search }) : t(lapsed ? 'emptyLapsed' : 'empty')}
          actions={
            <>
              {search && <Button onClick={() => set({ search: undefined, pledge: undefined })}>{t('clear')}</Button>}
              {search && !lapsed && <Button onClick={() => set({ lapsed: '1', pledge: undefined })}>{t('lapsed.look')}</Button>}
            </>
          }
        >
          {t(lapsed ? 'lapsed.text' : search ? 'nothingFoundText' : 'emptyText')}
        </EmptyState>
      }
      whole={(rows) => <TransferList transfers={rows} chosen={chosen?.id} onChoose={choose} />}
    />
  );

  return (
    <Page className={styles.page}>
      <PageTitle title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="payments" total={search || lapsed ? undefined : connection?.totalCount} />
      {lapsed && (
        <p>
          {t('lapsed.shown')}{' '}
          <Button size="small" onClick={() => set({ lapsed: undefined, pledge: undefined })}>
            {t('lapsed.back')}
          </Button>
        </p>
      )}
      <div className={styles.head}>
        <Figures>
          <Figure label={t(lapsed ? 'lapsed.count' : search ? 'found' : 'waiting')}>{connection ? connection.totalCount : <Skeleton width={48} height={28} />}</Figure>
          <Figure label={allListed || !connection ? t(search || lapsed ? 'sumFound' : 'sum') : t('sumListed', { shown: transfers.length })}>{connection ? <Money fen={sumOf(transfers)} exact /> : <Skeleton width={120} height={28} />}</Figure>
          {confirmed.length > 0 && (
            <Figure label={t('done')}>
              {t('doneCount', { count: confirmed.length })} <Money fen={sumOf(confirmed)} exact />
            </Figure>
          )}
        </Figures>
        <search className={styles.search}>
          <SearchBox
            label={t('search')}
            hint={t('searchHint')}
            clears={['shown', 'pledge']}
            inputRef={searchInput}
            onEnter={(text) => setOpenFound(text ? searchTerm(text) : undefined)}
          />
        </search>
      </div>
      {!lapsed && !search && (
        <p className={styles.lapsed}>
          <Button type="link" size="small" onClick={() => set({ lapsed: '1', pledge: undefined })}>
            {t('lapsed.open')}
          </Button>
        </p>
      )}
      {onePane && chosen && (
        <p>
          <Button type="text" onClick={() => choose(undefined)}>
            {t('panel.back')}
          </Button>
        </p>
      )}
      <div className={styles.desk} ref={root} tabIndex={-1}>
        {!(onePane && chosen) && <div>{list}</div>}
        <div className={styles.aside}>
          <LatestConfirmed confirmed={confirmed[0]} />
          {chosen ? (
            <ConfirmPanel key={chosen.id} transfer={chosen} focus={focus} onConfirmed={onConfirmed} onEnded={() => chooseAfter(chosen.id)} />
          ) : (
            !onePane && transfers.length > 0 && <EmptyState title={t('panel.choose')}>{t('panel.chooseText')}</EmptyState>
          )}
          <ConfirmedBefore confirmed={confirmed.slice(1)} />
        </div>
      </div>
    </Page>
  );
}
