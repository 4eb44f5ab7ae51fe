import { useQuery } from '@apollo/client/react';
import {
  ConfirmStatementDocument,
  StatementBulkDocument,
  type StatementBulkQuery,
  type StatementSummaryFragment,
} from '@hongchuang/schema';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { Money } from '../../ui/money';
import { ErrorState, FailureNotice, Loading, SkeletonText } from '../../ui/states';
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
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card card-pad stack" style={{ gap: 12 }} aria-labelledby="bulk-title">
      <h2 id="bulk-title" ref={heading} tabIndex={-1}>
        {t('bulk.before')}
      </h2>
      {!shown &&
        (error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading>
            <SkeletonText lines={2} />
          </Loading>
        ))}
      {shown && <BulkFace shown={shown} />}
      <FailureNotice failure={action.failure} />
      <div className="row">
        {shown && shown.incoming.count + shown.movements.count > 0 && (
          <Button
            type="primary"
            loading={action.busy}
            onClick={() => void action.run({ id, minConfidence: level, version: shown.version })}
          >
            {t('bulk.doIt', { count: shown.incoming.count + shown.movements.count })}
          </Button>
        )}
        <Button onClick={onClose}>{t('bulk.restKeep')}</Button>
      </div>
    </section>
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
    </>
  );
}
