import type { StatementSummaryFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { StatusChip } from '../../ui/chip';
import { Money } from '../../ui/money';
import { ProgressBar } from '../../ui/progress-bar';
import { isBusy } from './busy';
import styles from './reconciliation.module.css';

const TONES = {
  UPLOADED: 'waiting',
  REFUSED: 'waiting',
  UNDECIDED: 'waiting',
  READY: 'done',
  STORING: 'live',
  MATCHING: 'live',
  CONFIRMING: 'live',
  SUSPENDING: 'live',
} as const;

export function StateChip({ state }: { state: StatementSummaryFragment['state'] }) {
  const { t } = useTranslation('reconciliation');
  return <StatusChip tone={TONES[state]}>{t(`state.${state}`)}</StatusChip>;
}

/** The progress of the work on a statement; nothing when there is no work. */
export function StatementProgress({
  statement: { state, done, total },
}: {
  statement: Pick<StatementSummaryFragment, 'state' | 'done' | 'total'>;
}) {
  const { t } = useTranslation('reconciliation');
  if (!isBusy(state)) return null;
  const text = t('progress', { done: done.toLocaleString(), total: total.toLocaleString() });
  return (
    <div className="stack" style={{ gap: 4 }}>
      <ProgressBar value={done} max={total} label={t(`state.${state}`)} text={text} />
      <p className="small quiet num">{total > 0 ? text : t(`state.${state}`)}</p>
    </div>
  );
}

/** One statement in the list: its period, its sums, and what is left to do. */
export function StatementRow({ statement }: { statement: StatementSummaryFragment }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { id, fileName, state, firstAt, lastAt, closing, counts, newLines, lineCount, uploadedAt } = statement;
  const open = counts.openIn.count + counts.openOut.count;
  return (
    <li>
      <Link to={`/treasury/statements/${id}`} className={styles.statement}>
        <span className="row-between">
          <span className="strong">{fileName}</span>
          <StateChip state={state} />
        </span>
        <StatementProgress statement={statement} />
        <span className="row-between small quiet">
          <span>
            {firstAt && lastAt
              ? t('list.period', { from: formatDate(firstAt, language), to: formatDate(lastAt, language) })
              : t('list.uploaded', { date: formatDate(uploadedAt, language) })}
            {state === 'READY' && (
              <>
                {' '}
                ·{' '}
                {newLines === 0
                  ? t('list.known', { total: lineCount })
                  : t('list.lines', { count: newLines, total: lineCount })}
              </>
            )}
          </span>
          {closing != null && <Money fen={closing} exact />}
        </span>
        {state === 'READY' && newLines > 0 && (
          <span className={`small ${open > 0 ? 'amber' : 'pine'}`}>
            {open > 0 ? t('list.open', { count: open }) : t('list.done')}
            {counts.suspense.count > 0 &&
              ` · ${t('list.suspense', { amount: formatExact(counts.suspense.sum, 'always') })}`}
          </span>
        )}
      </Link>
    </li>
  );
}
