import { useQuery } from '@apollo/client/react';
import { OrderToSignDocument, type RefundToDecideFragment, type StageToReleaseFragment } from '@hongchuang/schema';
import { MoveToSign } from '../../features/programmes/move-to-sign';
import { LinePanel } from '../../features/reconciliation/line-panel';
import { MatchReturnCard } from '../../features/matching/match-return-card';
import { OrderCard } from '../../features/refunds/order-card';
import { ReleaseCard } from '../../features/stages/release-card';
import { ErrorState, SkeletonText } from '../../ui/states';

/** An order as its own desk shows it, where the viewer signs, refuses or withdraws it. */
export function OrderToSign({
  id,
  onStage,
  onRefund,
  onLine,
}: {
  id: string;
  onStage: (stage: StageToReleaseFragment) => void;
  onRefund: (order: RefundToDecideFragment) => void;
  onLine: () => void;
}) {
  const { data, error, refetch } = useQuery(OrderToSignDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const again = () => void refetch().catch(() => undefined);
  if (!data) return error ? <ErrorState error={error} onRetry={again} /> : <SkeletonText lines={6} />;
  const { stage, refund, line, programmeMove, matchReturn } = data.twoPersonOrder ?? {};
  if (stage) return <ReleaseCard stage={stage} onReleased={onStage} onStale={again} />;
  if (refund) return <OrderCard order={refund} onDecided={onRefund} onStale={again} />;
  if (line) return <LinePanel line={line} onDone={onLine} />;
  if (programmeMove) return <MoveToSign move={programmeMove} onDone={onLine} />;
  if (matchReturn) return <MatchReturnCard back={matchReturn} onDecided={onLine} />;
  return null;
}
