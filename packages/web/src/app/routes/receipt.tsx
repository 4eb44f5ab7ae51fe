import { useQuery } from '@apollo/client/react';
import { ReceiptCheckDocument } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ReceiptForm } from '../../features/receipts/receipt-form';
import { normalizeReceiptNumber } from '../../features/receipts/receipt-number';
import { GiftPapers } from '../../features/papers/gift-papers';
import { ReceiptProof } from '../../features/proof/receipt-proof';
import { ReceiptSheet } from '../../features/receipts/receipt-sheet';
import { ReceiptTrace } from '../../features/stages/gift-trace';
import { toFailure } from '../../lib/failure';
import { useViewer } from '../../lib/viewer';
import { Button } from '../../ui/button';
import { SITE_CARD, useFace } from '../../lib/served';
import { inKit } from '../../ui/in-kit';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';
import { EmptyState, ErrorState, Loading, Skeleton } from '../../ui/states';

const KeptName = inKit(() => import('../../features/receipts/kept-name'));

/** How a receipt names somebody who has closed the account, in any language. */
const CLOSED_NAME = '已注销用户';

export function Component() {
  const { t } = useTranslation('receipts');
  const { number: asked = '' } = useParams();
  const number = normalizeReceiptNumber(asked);
  // Each check reads the ledger, never the cache alone.
  const { data, error, refetch } = useQuery(ReceiptCheckDocument, {
    variables: { number },
    fetchPolicy: 'cache-and-network',
  });
  const [refuted, setRefuted] = useState(false);
  const mayReadName = useViewer().hasRole('TREASURER');
  const failure = error && toFailure(error);
  const notFound = (data && !data.receipt) || failure?.code === 'NOT_FOUND' || failure?.code === 'BAD_USER_INPUT';

  // Only people with its number may read the receipt, so a card says nothing of it.
  useFace({
    card: t('title'),
    description: t('lead'),
    image: SITE_CARD,
    hidden: true,
    status: notFound ? 404 : 200,
    facts: { '@type': 'WebPage', name: t('title'), description: t('lead'), url: '/receipts' },
  });
  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      {data?.receipt ? (
        <div className="stack">
          <ReceiptSheet receipt={data.receipt} refuted={refuted} />
          {mayReadName && [data.receipt.donorName, data.receipt.handledBy].includes(CLOSED_NAME) && (
            <KeptName number={data.receipt.number} />
          )}
          <GiftPapers receipt={data.receipt} />
          <div className="row no-print">
            <Button onClick={() => window.print()}>{t('print')}</Button>
            <LinkButton to="/receipts">{t('another')}</LinkButton>
          </div>
          <ReceiptTrace receipt={data.receipt} />
          <ReceiptProof key={number} receipt={data.receipt} onJudged={(proven) => setRefuted(!proven)} />
        </div>
      ) : notFound ? (
        <div className="stack-lg">
          <EmptyState title={t('notFound', { number })}>{t('notFoundAdvice')}</EmptyState>
          <ReceiptForm key={number} initial={number} />
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading>
          <Skeleton width="min(560px, 100%)" height={340} />
        </Loading>
      )}
    </Page>
  );
}
