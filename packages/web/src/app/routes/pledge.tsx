import { useQuery } from '@apollo/client/react';
import { type OwnPledgeFragment, PledgePageDocument } from '@hongchuang/schema';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { findKeptPledge } from '../../features/giving/kept-pledges';
import { PledgeResult } from '../../features/giving/pledge-result';
import { GiftMatches } from '../../features/matching/gift-matches';
import { nextStage } from '../../features/projects/stage-shares';
import { GiftRefundSheet } from '../../features/refunds/gift-refunds';
import { GiftPapers } from '../../features/papers/gift-papers';
import { InvoiceTitleOfGift } from '../../features/papers/invoice-title';
import { GiftTraceSheet } from '../../features/stages/gift-trace';
import { GiftThanks } from '../../features/updates/gift-thanks';
import { toFailure } from '../../lib/failure';
import { usePlatform } from '../../lib/platform';
import { signInPath, useViewer } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle } from '../../ui/page';
import { ErrorState, PageSkeleton } from '../../ui/states';

const LOOK_AGAIN_MS = 20_000;

export function Component() {
  const { t } = useTranslation('giving');
  const { id = '' } = useParams();
  const { platform } = usePlatform();
  const { signedIn, loading: asking } = useViewer();
  // What was paid online counts at once: a guest cannot query the gift again.
  const [paid, setPaid] = useState<OwnPledgeFragment>();
  const kept = paid?.id === id ? paid : findKeptPledge(id);
  // A guest cannot query the gift again, so for guests the page has only the answer to the gift.
  const { data, error, refetch, startPolling, stopPolling } = useQuery(PledgePageDocument, {
    variables: { id },
    skip: asking || (!signedIn && kept !== undefined),
    fetchPolicy: 'cache-and-network',
  });
  const pledge = data?.pledge ?? kept;

  // Polls, so that the treasurer's confirmation shows without a reload.
  const waits = data?.pledge?.status === 'PENDING';
  useEffect(() => {
    if (!waits) return undefined;
    startPolling(LOOK_AGAIN_MS);
    return stopPolling;
  }, [waits, startPolling, stopPolling]);

  if (pledge && !asking) {
    return (
      <Page>
        <PledgeResult
          pledge={pledge}
          platform={platform}
          signedIn={signedIn}
          onPaid={(gift) => {
            setPaid(gift);
            if (signedIn) void refetch();
          }}
          stage={kept && firstStage(kept)}
          matches={<GiftMatches gift={pledge} />}
          trace={<GiftTraceSheet gift={data?.pledge ?? undefined} />}
          papers={pledge.receipt && <GiftPapers receipt={pledge.receipt} />}
          invoice={<InvoiceTitleOfGift unit={pledge.onBehalfOf?.id} />}
          refunds={data?.pledge && <GiftRefundSheet gift={data.pledge} />}
        />
        {data?.pledge?.status === 'PAID' && <GiftThanks pledgeId={data.pledge.id} />}
      </Page>
    );
  }
  const code = error && toFailure(error).code;
  if (
    !asking &&
    (data || code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'UNAUTHENTICATED' || code === 'BAD_USER_INPUT')
  ) {
    return (
      <Page>
        <PageTitle title={t('result.missingTitle')} lead={t('result.missing')} />
        <div className="row" style={{ gap: 8 }}>
          {!signedIn && (
            <LinkButton to={signInPath(`/pledges/${encodeURIComponent(id)}`)}>{t('result.signIn')}</LinkButton>
          )}
          <LinkButton to="/receipts">{t('result.checkReceipt')}</LinkButton>
        </div>
      </Page>
    );
  }
  return (
    <Page>
      {error ? (
        <>
          <PageTitle title={t('app:title.pledge')} />
          <ErrorState error={error} onRetry={() => void refetch()} />
        </>
      ) : (
        <PageSkeleton />
      )}
    </Page>
  );
}

/**
 * Returns the stage that the gift pays first: the one that was open before the gift. Only the answer to the gift itself
 * shows it, because the total later includes gifts of others.
 */
function firstStage({
  project,
  amount,
  matchedAmount,
  status,
}: OwnPledgeFragment): { title: string; amount: number } | undefined {
  if (status !== 'PAID') return undefined;
  return nextStage(Math.max(0, project.progress.raised - amount - matchedAmount), project.milestones);
}
