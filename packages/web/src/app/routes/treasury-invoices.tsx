import { useQuery } from '@apollo/client/react';
import { InvoiceQueueDocument } from '@hongchuang/schema';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { InvoiceForm } from '../../features/papers/invoice-form';
import styles from '../../features/papers/papers.module.css';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useAddressBar } from '../../lib/address-bar';
import { useAskedAgain } from '../../lib/asked-again';
import { LinkTabs } from '../../ui/link-tabs';
import { LoadMore, useShownCount } from '../../ui/load-more';
import { Page, PageTitle } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { EmptyState, ErrorState, Loading, SkeletonText } from '../../ui/states';

const PAGE = 50;

/** The official invoice of each receipt: type its number, Enter, and the next one waits with the cursor in it. */
export function Component() {
  const { t } = useTranslation('invoices');
  const { get } = useAddressBar();
  const recorded = get('recorded') === '1';
  const search = get('search');
  const first = useShownCount(PAGE);
  const { data, previousData, error, refetch, fetchMore } = useQuery(InvoiceQueueDocument, { variables: { recorded, search: search || null, first }, fetchPolicy: 'cache-and-network' });
  useAskedAgain(refetch);
  const list = useRef<HTMLUListElement>(null);
  // What was found stays while one searches on. What waits does not stand in for what is recorded: that comes in another order, which would take the cursor out of its field.
  const shown = useRef(recorded);
  if (data) shown.current = recorded;
  const connection = (data ?? (shown.current === recorded ? previousData : undefined))?.invoiceQueue;
  const receipts = connection?.edges.map(({ node }) => node) ?? [];
  /** The next receipt below `row` that still waits gets the cursor. */
  const goOn = (row: number) => list.current?.querySelectorAll('li')[row + 1]?.querySelector('input')?.focus();

  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="invoices" total={recorded || search ? undefined : connection?.totalCount} />
      <div className="stack">
        <div className={styles.head}>
          <LinkTabs label={t('which')} tabs={[{ to: '/treasury/invoices', label: t('waiting'), current: !recorded }, { to: '/treasury/invoices?recorded=1', label: t('recorded'), current: recorded }]} />
          <search className={styles.search}>
            <SearchBox label={t('search')} hint={t('searchHint')} />
          </search>
        </div>
        {!recorded && <p className="small quiet">{t('keys')}</p>}
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!connection && !error && (
          <Loading>
            <SkeletonText lines={8} />
          </Loading>
        )}
        {connection && receipts.length === 0 && <EmptyState title={t(search ? 'nothingFound' : recorded ? 'noneRecorded' : 'noneWaiting', { search })} />}
        {receipts.length > 0 && (
          <>
            <ul className={styles.rows} ref={list}>
              {receipts.map((receipt, row) => (
                <li key={receipt.number}>
                  <InvoiceForm receipt={receipt} onRecorded={() => goOn(row)} />
                </li>
              ))}
            </ul>
            <LoadMore shown={receipts.length} total={connection!.totalCount} pageInfo={connection!.pageInfo} fetchMore={fetchMore} pageSize={PAGE} />
          </>
        )}
      </div>
    </Page>
  );
}
