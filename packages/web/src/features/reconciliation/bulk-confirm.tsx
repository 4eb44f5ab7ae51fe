import { useQuery } from '@apollo/client/react';
import {
  ConfirmStatementDocument,
  StatementBulkDocument,
  type StatementBulkQuery,
  type StatementSummaryFragment,
} from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { BulkPanel } from '../../ui/bulk-panel';
import { Money } from '../../ui/money';
import styles from './reconciliation.module.css';

export type BulkShown = StatementBulkQuery['statementBulk'];

interface BulkConfirmProps {
  statement: StatementSummaryFragment;
  level: number;
  onStarted: (shown: BulkShown) => void;
  onClose: () => void;
}

/**
 * Shows what a bulk confirmation will do, to the fen, before it is done. The server refuses the confirmation when the
 * lines have changed since.
 */
export function BulkConfirm({ statement: { id }, level, onStarted, onClose }: BulkConfirmProps) {
  const { t } = useTranslation('reconciliation');
  const { data, error, refetch } = useQuery(StatementBulkDocument, {
    variables: { id, minConfidence: level },
    fetchPolicy: 'network-only',
  });
  const shown = data?.statementBulk;
  const action = useAction(ConfirmStatementDocument, {
    onDone: () => shown && onStarted(shown),
    // Others have changed the lines. The new preview is shown, and the person is asked once more.
    onFailed: ({ code }) => {
      if (code === 'CONFLICT') void refetch();
    },
  });
  const count = shown ? shown.incoming.count + shown.movements.count : 0;
  return (
    <BulkPanel
      title={t('bulk.before')}
      query={{ ready: shown !== undefined, error, refetch }}
      failure={action.failure}
      act={count > 0 ? t('bulk.doIt', { count }) : undefined}
      busy={action.busy}
      onAct={() => shown && void action.run({ id, minConfidence: level, version: shown.version })}
      onClose={onClose}
    >
      {shown && <BulkFace shown={shown} />}
    </BulkPanel>
  );
}

/** What a bulk confirmation would do: counts and sums to the fen, and the gifts that came under another name. */
export function BulkFace({ shown }: { shown: BulkShown }) {
  const { t } = useTranslation('reconciliation');
  return (
    <>
      {shown.incoming.count + shown.movements.count === 0 && <p>{t('bulk.nothing')}</p>}
      {shown.incoming.count > 0 && (
        <p className="strong num">
          {t('bulk.will', { count: shown.incoming.count, amount: formatExact(shown.incoming.sum, 'always') })}
        </p>
      )}
      {shown.movements.count > 0 && (
        <p className="num">
          {t('bulk.willBook', { count: shown.movements.count, amount: formatExact(shown.movements.sum, 'always') })}
        </p>
      )}
      {shown.otherNames.count > 0 && (
        <details open>
          <summary className="amber">
            {t('bulk.otherNames', {
              count: shown.otherNames.count,
              amount: formatExact(shown.otherNames.sum, 'always'),
            })}
          </summary>
          <ul className={styles.rows} aria-label={t('bulk.otherNamesList')}>
            {shown.otherNameLines.map((line) => (
              <li key={line.id} className={`row-between small ${styles.statement}`}>
                <span>
                  {t('bulk.otherName', {
                    sender: line.name ?? t('lines.noName'),
                    donor: line.pledge?.onBehalfOfName ?? line.pledge?.payerName ?? line.pledge?.displayName ?? '',
                    row: line.row,
                  })}
                </span>
                <Money fen={line.amount} exact />
              </li>
            ))}
          </ul>
          {shown.otherNames.count > shown.otherNameLines.length && (
            <p className="small quiet">
              {t('bulk.otherNamesMore', { count: shown.otherNames.count - shown.otherNameLines.length })}
            </p>
          )}
        </details>
      )}
      {shown.leftToColleague.count > 0 && (
        <p className="amber">
          {t('bulk.forColleague', {
            count: shown.leftToColleague.count,
            amount: formatExact(shown.leftToColleague.sum, 'always'),
          })}
        </p>
      )}
    </>
  );
}
