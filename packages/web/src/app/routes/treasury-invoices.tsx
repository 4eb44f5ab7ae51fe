import { useQuery } from '@apollo/client/react';
import { InvoiceQueueDocument, type InvoiceRowFragment } from '@hongchuang/schema';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkInvoices } from '../../features/papers/bulk-invoices';
import { InvoiceForm } from '../../features/papers/invoice-form';
import { type Result, Results } from '../../features/stages/results';
import { TreasuryTabs } from '../../features/stages/treasury-tabs';
import { useAddressBar } from '../../lib/address-bar';
import { useLanguage } from '../../lib/i18n';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useLivePage } from '../../lib/use-live-page';
import { LinkTabs } from '../../ui/link-tabs';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { NothingFound, QueueDesk } from '../../ui/queue-desk';
import { EmptyState, SkeletonText } from '../../ui/states';

const PAGE = 50;

/**
 * The official invoice of each receipt. The treasurer types its number and presses Enter; the next receipt opens, with
 * the cursor in its field.
 */
export function Component() {
  const { t } = useTranslation('invoices');
  const language = useLanguage();
  const { get } = useAddressBar();
  const recorded = get('recorded') === '1';
  const view = useQueueView();
  const first = useShownCount(PAGE);
  const { data, previousData, ...query } = useQuery(InvoiceQueueDocument, {
    variables: { recorded, ...view, first },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(useQueueTopics('invoices'));
  // The last result stays while a new search loads, but waiting and recorded receipts never stand in for each other.
  const shown = useRef(recorded);
  if (data) shown.current = recorded;
  const connection = (data ?? (shown.current === recorded ? previousData : undefined))?.invoiceQueue;
  const [done, setDone] = useState<Result[]>([]);
  const receipts = connection?.edges.map(({ node }) => node) ?? [];
  const resultOf = (one: InvoiceRowFragment): Result => ({
    id: one.number,
    text: t('doneOne', { number: one.invoiceNumber ?? '', receipt: one.number }),
    end: <Money fen={one.amount} exact />,
  });

  return (
    <Page>
      <PageTitle live title={t('title')} lead={t('lead')} />
      <TreasuryTabs current="invoices" />
      <QueueDesk
        queue="invoices"
        money
        wide
        search={{ label: t('search'), hint: t('searchHint') }}
        instead={recorded ? { label: t('recorded'), count: connection?.totalCount } : undefined}
        notes={
          <>
            <LinkTabs
              label={t('which')}
              tabs={[
                { to: '/treasury/invoices', label: t('waiting'), current: !recorded },
                { to: '/treasury/invoices?recorded=1', label: t('recorded'), current: recorded },
              ]}
            />
            {!recorded && (
              <p className="row small quiet">
                <span>{t('keys')}</span>
                <a href={`/exports/invoices.xlsx?lang=${language}`} download>
                  {t('download')}
                </a>
              </p>
            )}
          </>
        }
        query={query}
        connection={connection}
        isCurrent={data !== undefined}
        pageSize={PAGE}
        label={t('title')}
        skeleton={<SkeletonText lines={8} />}
        empty={
          view.search ? (
            <NothingFound search={view.search} />
          ) : (
            <EmptyState title={t(recorded ? 'noneRecorded' : 'noneWaiting')} />
          )
        }
        row={(receipt) => (
          <>
            <span className="row-between">
              <span className="num strong">{receipt.number}</span>
              <Money fen={receipt.amount} exact />
            </span>
            <span className="small">
              {receipt.donorName} · {receipt.projectTitle}
            </span>
          </>
        )}
        panel={(receipt, desk) => (
          <InvoiceForm
            receipt={receipt}
            focus={desk.focus}
            onRecorded={(one) => {
              if (recorded) return;
              setDone((before) => [resultOf(one), ...before]);
              desk.next();
            }}
          />
        )}
        above={<Results label={t('done')} results={done} />}
        bulk={
          recorded
            ? undefined
            : {
                onlyTicked: true,
                canTick: () => true,
                nameOf: ({ number, donorName }) => `${number} ${donorName}`,
                amountOf: ({ amount }) => amount,
                preview: (choice, close) => (
                  <BulkInvoices
                    receipts={receipts.filter(({ id }) => choice.includes(id))}
                    onRecorded={(all) => {
                      setDone((before) => [...all.map(resultOf), ...before]);
                      close();
                    }}
                    onClose={close}
                  />
                ),
              }
        }
      />
    </Page>
  );
}
