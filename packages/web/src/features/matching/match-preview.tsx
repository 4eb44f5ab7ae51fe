import { useQuery } from '@apollo/client/react';
import { MatchPreviewDocument, type PaymentMethod } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSettled } from '../../lib/browser';
import { formatExact } from '../../lib/money';
import { useChanged } from '../../lib/use-changed';
import { Written } from '../../ui/written';

/** What match funds would add to a gift of `fen` now, and what is left in each. Nothing where no fund adds. */
export function MatchPreviewNote({
  projectId,
  fen,
  payment,
  campaignId,
}: {
  projectId: string;
  fen: number | undefined;
  payment: PaymentMethod;
  /** The campaign for which the gift counts; null for none. */
  campaignId: string | null;
}) {
  const { t } = useTranslation('matching');
  const amount = useSettled(fen, 300);
  const { data, previousData, refetch } = useQuery(MatchPreviewDocument, {
    variables: { id: projectId, amount: amount ?? 0, payment, campaignId },
    skip: amount === undefined,
    fetchPolicy: 'cache-and-network',
  });
  const shown = amount !== undefined && amount === fen ? (data?.project?.matchPreview ?? []) : [];
  const topics = (data ?? previousData)?.project?.matchPreview.map(({ fund }) => `match-fund:${fund.id}`) ?? [];
  useChanged(topics, () => void refetch().catch(() => undefined), { isFresh: true });
  return (
    <div aria-live="polite">
      {shown.length > 0 && (
        <div className="stack" style={{ gap: 4 }}>
          <p className="strong pine">
            {t('preview.total', {
              amount: formatExact(
                shown.reduce((sum, one) => sum + one.amount, 0),
                'always',
              ),
            })}
          </p>
          <ul className="small">
            {shown.map(({ amount: added, fund }) => (
              <li key={fund.id}>
                <Link to={`/match-funds/${fund.id}`}>
                  <Written>{fund.title}</Written>
                </Link>{' '}
                <span className="num">
                  {t('preview.line', { amount: formatExact(added, 'always'), left: formatExact(fund.left, 'always') })}
                </span>
              </li>
            ))}
          </ul>
          <p className="small quiet">{t('preview.note')}</p>
        </div>
      )}
    </div>
  );
}
