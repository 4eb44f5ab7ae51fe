import { useApolloClient } from '@apollo/client/react';
import {
  ConfirmStatementLinesDocument,
  MatchStatementDocument,
  StatementBulkDocument,
  SuspendStatementDocument,
  type StatementSummaryFragment,
} from '@hongchuang/schema';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';
import { BulkConfirm, type BulkShown } from './bulk-confirm';
import styles from './reconciliation.module.css';

const LEVELS = [90, 75, 50] as const;

/** Confirms the proposals that are certain enough, or the chosen ones; moves the rest to suspense. */
export function Bulk({
  statement,
  chosen,
  onConfirmed,
  onStarted,
}: {
  statement: StatementSummaryFragment;
  chosen: readonly string[];
  onConfirmed: () => void;
  onStarted: (shown: BulkShown) => void;
}) {
  const { t } = useTranslation('reconciliation');
  const [level, setLevel] = useState<(typeof LEVELS)[number]>(90);
  const { id, counts } = statement;
  const client = useApolloClient();
  const [looking, setLooking] = useState(false);
  const some = useAction(ConfirmStatementLinesDocument, {
    refetch: ['Statement', 'StatementLines'],
    onDone: onConfirmed,
  });
  const rest = useAction(SuspendStatementDocument);
  const again = useAction(MatchStatementDocument);
  return (
    <section className="stack" style={{ gap: 8 }} aria-label={t('bulk.title')}>
      <div className={styles.bulk}>
        {chosen.length > 0 ? (
          <Button type="primary" loading={some.busy} onClick={() => void some.run({ lineIds: [...chosen] })}>
            {t('bulk.selected', { count: chosen.length })}
          </Button>
        ) : (
          <>
            <label className="row" style={{ gap: 8 }}>
              <span>{t('bulk.from')}</span>
              <Select
                value={level}
                onChange={setLevel}
                aria-label={t('bulk.from')}
                options={LEVELS.map((value) => ({ value, label: t(`bulk.level.${value}`) }))}
                popupMatchSelectWidth={false}
                style={{ minWidth: 220 }}
              />
            </label>
            <Button
              type="primary"
              disabled={counts.openIn.count + counts.openOut.count === 0}
              onClick={() => setLooking(true)}
            >
              {t('bulk.confirm')}
            </Button>
          </>
        )}
        <Button type="text" loading={again.busy} title={t('bulk.againHint')} onClick={() => void again.run({ id })}>
          {t('bulk.again')}
        </Button>
        <div>
          {counts.openIn.count > 0 && (
            <ConfirmAction
              label={t('bulk.rest')}
              question={t('bulk.restQuestion', {
                count: counts.openIn.count,
                amount: formatExact(counts.openIn.sum, 'always'),
              })}
              confirm={t('bulk.restConfirm')}
              keep={t('bulk.restKeep')}
              busy={rest.busy}
              onConfirm={async () => {
                const { data } = await client.query({
                  query: StatementBulkDocument,
                  variables: { id },
                  fetchPolicy: 'network-only',
                });
                if (data) await rest.run({ id, version: data.statementBulk.version });
              }}
            />
          )}
        </div>
      </div>
      {statement.leftToColleague > 0 && (
        <p className="small amber" role="status">
          {t('bulk.leftToColleague', { count: statement.leftToColleague })}
        </p>
      )}
      {looking && chosen.length === 0 && (
        <BulkConfirm
          key={level}
          statement={statement}
          level={level}
          onStarted={onStarted}
          onClose={() => setLooking(false)}
        />
      )}
      <FailureNotice failure={some.failure ?? rest.failure ?? again.failure} />
    </section>
  );
}
