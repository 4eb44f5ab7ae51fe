import { useQuery } from '@apollo/client/react';
import {
  DecideStatementRowsDocument,
  StatementRowsDocument,
  type StatementRowPartsFragment,
  type StatementSummaryFragment,
} from '@hongchuang/schema';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { FailureNotice, SkeletonText } from '../../ui/states';
import styles from './reconciliation.module.css';

const PAGE = 50;
const NAME = 'rows';
const REFETCH = ['Statement', 'StatementRows'];
const CHOOSING = ['UPLOADED', 'REFUSED', 'UNDECIDED'] as const;

type Shown = Pick<StatementSummaryFragment, 'state' | 'rowsWaiting' | 'rowsLeftOut'> & { id: string };

/** The rows of a file that are no movements, each with its reason, and the rows that a treasurer has to decide on. */
export function RowsBeside({ statement }: { statement: Shown }) {
  const { t } = useTranslation('reconciliation');
  const { id, state, rowsWaiting, rowsLeftOut } = statement;
  const choosing = CHOOSING.some((one) => one === state);
  const waiting = state === 'UNDECIDED' && rowsWaiting > 0;
  // On the page of an imported statement the lines matter, so these rows are folded.
  if (!choosing) {
    return (
      <details className={styles.beside}>
        <summary>{t('beside.summary', { count: rowsLeftOut })}</summary>
        <p className="small quiet">{t('beside.lead')}</p>
        <Rows statementId={id} state={state} decides={false} />
      </details>
    );
  }
  return (
    <section className={`${styles.beside} ${waiting ? styles.beside_waiting : ''}`} aria-label={t('beside.title')}>
      <div>
        <h2 role={waiting ? 'status' : undefined}>
          {waiting ? t('beside.waitingTitle', { count: rowsWaiting }) : t('beside.title')}
        </h2>
        <p className="quiet measure">{t(waiting ? 'beside.waitingLead' : 'beside.leadChoosing')}</p>
      </div>
      <Rows statementId={id} state={state} decides />
    </section>
  );
}

function Rows({ statementId, state, decides }: { statementId: string; state: Shown['state']; decides: boolean }) {
  const { t } = useTranslation('reconciliation');
  const { hasRole } = useViewer();
  const first = useShownCount(PAGE, NAME);
  const { data, previousData, error, refetch, fetchMore } = useQuery(StatementRowsDocument, {
    variables: { statementId, first },
    fetchPolicy: 'cache-and-network',
  });
  // Each reading of the file finds its rows again.
  useEffect(() => void refetch(), [state, refetch]);
  const decide = useAction(DecideStatementRowsDocument, { refetch: REFETCH });
  const rows = (data ?? previousData)?.statementRows;
  const waiting = rows?.edges.flatMap(({ node }) => (node.waits ? [node.row] : [])) ?? [];
  const say = (some: number[], decision: StatementRowPartsFragment['decision']) =>
    void decide.run({ input: { id: statementId, rows: some, decision } });
  const mayDecide = decides && hasRole('TREASURER');
  return (
    <div className="stack" style={{ gap: 12 }}>
      <FailureNotice failure={decide.failure} />
      <ConnectionList
        connection={rows}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        name={NAME}
        skeleton={<SkeletonText lines={3} />}
        empty={null}
        container={(items) => (
          <ul className={styles.rows} aria-label={t('beside.title')}>
            {items}
          </ul>
        )}
      >
        {(row) => (
          <RowBeside
            row={row}
            busy={decide.busy}
            onSay={mayDecide ? (decision) => say([row.row], decision) : undefined}
          />
        )}
      </ConnectionList>
      {mayDecide && waiting.length > 1 && (
        <div>
          <Button loading={decide.busy} onClick={() => say(waiting, 'NO_MOVEMENT')}>
            {t('beside.allNone', { count: waiting.length })}
          </Button>
        </div>
      )}
    </div>
  );
}

function RowBeside({
  row: { row, text, amount, reason, waits, decision, decidedBy, decidedAt },
  busy,
  onSay,
}: {
  row: StatementRowPartsFragment;
  busy: boolean;
  onSay: ((decision: StatementRowPartsFragment['decision']) => void) | undefined;
}) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const said =
    decision && decidedAt
      ? t(`beside.said.${decision}`, {
          name: decidedBy ?? t('beside.someone'),
          date: formatDateTime(decidedAt, language),
        })
      : undefined;
  return (
    <li className={styles.beside_row}>
      <div className={styles.side}>
        <span className="row-between">
          <span className="num quiet small">{t('beside.row', { row })}</span>
          {amount != null && amount !== 0 && <Money fen={amount} exact />}
        </span>
        <span>{text}</span>
        <span className={`small ${waits ? 'amber' : 'quiet'}`}>{said ?? t(`besideReason.${reason}`)}</span>
      </div>
      {onSay && (
        <div className="row" style={{ gap: 8, flexWrap: 'wrap' }}>
          {decision ? (
            <Button
              disabled={busy}
              onClick={() => onSay(null)}
              aria-label={`${t('beside.back')} (${t('beside.row', { row })})`}
            >
              {t('beside.back')}
            </Button>
          ) : (
            <>
              {(waits || (amount != null && amount !== 0)) && (
                <Button
                  disabled={busy}
                  onClick={() => onSay('MOVEMENT')}
                  aria-label={`${t('beside.movement')} (${t('beside.row', { row })})`}
                >
                  {t('beside.movement')}
                </Button>
              )}
              {waits && (
                <Button
                  disabled={busy}
                  onClick={() => onSay('NO_MOVEMENT')}
                  aria-label={`${t('beside.none')} (${t('beside.row', { row })})`}
                >
                  {t('beside.none')}
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </li>
  );
}
