import { useQuery } from '@apollo/client/react';
import { InvoiceQueueDocument, type InvoiceRowFragment } from '@hongchuang/schema';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InvoiceForm } from '../../features/papers/invoice-form';
import styles from '../../features/papers/papers.module.css';
import { type Result, Results } from '../../features/stages/results';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useAddressBar } from '../../lib/address-bar';
import { useFreshPage } from '../../lib/use-fresh-page';
import { ConnectionList } from '../../ui/connection-list';
import { LinkTabs } from '../../ui/link-tabs';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { EmptyState, SkeletonText } from '../../ui/states';

const PAGE = 50;

/** The official invoice of each receipt: type its number, Enter, and the next one waits with the cursor in it. */
export function Component() {
  const { t } = useTranslation('invoices');
  const { get } = useAddressBar();
  const recorded = get('recorded') === '1';
  const search = get('search');
  const first = useShownCount(PAGE);
  const { data, previousData, error, refetch, fetchMore } = useQuery(InvoiceQueueDocument, { variables: { recorded, search: search || null, first }, fetchPolicy: 'cache-and-network' });
  useFreshPage();
  const list = useRef<HTMLUListElement>(null);
  // What was found stays while one searches on. What waits does not stand in for what is recorded: that comes in another order, which would take the cursor out of its field.
  const shown = useRef(recorded);
  if (data) shown.current = recorded;
  const connection = (data ?? (shown.current === recorded ? previousData : undefined))?.invoiceQueue;
  const [done, setDone] = useState<Result[]>([]);
  /** The next receipt that still waits gets the cursor; the one that was recorded leaves the list. */
  const onRecorded = (receipt: InvoiceRowFragment, form: HTMLFormElement) => {
    const text = t('doneOne', { number: receipt.invoiceNumber ?? '', receipt: receipt.number });
    if (!recorded) setDone((before) => [{ id: receipt.number, text, end: <Money fen={receipt.amount} exact /> }, ...before]);
    const fields = [...(list.current?.querySelectorAll('input') ?? [])].filter((field) => !form.contains(field));
    const next = fields.find((field) => form.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) ?? fields[fields.length - 1];
    next?.focus();
  };

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
        <Results label={t('done')} results={done} />
        <ConnectionList
          connection={connection}
          error={error}
          refetch={refetch}
          fetchMore={fetchMore}
          pageSize={PAGE}
          keyOf={({ number }) => number}
          skeleton={<SkeletonText lines={8} />}
          empty={<EmptyState title={t(search ? 'nothingFound' : recorded ? 'noneRecorded' : 'noneWaiting', { search })} />}
          container={(items) => (
            <ul className={styles.rows} ref={list}>
              {items}
            </ul>
          )}
        >
          {(receipt) => (
            <li>
              <InvoiceForm receipt={receipt} onRecorded={onRecorded} />
            </li>
          )}
        </ConnectionList>
      </div>
    </Page>
  );
}
