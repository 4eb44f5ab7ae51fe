import type { StatementSummaryFragment } from '@hongchuang/schema';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import type { BulkShown } from './bulk-confirm';

type Settled = StatementSummaryFragment['counts']['settled'];

/** A bulk act of this visit: what was shown before it, and what was settled then. */
export interface BulkRun {
  shown: BulkShown;
  before: Settled;
}

/** What a bulk act did, what it did not do, and the way back. */
export function BulkDone({ run: { shown, before }, now }: { run: BulkRun; now: Settled }) {
  const { t } = useTranslation('reconciliation');
  const done = { count: now.count - before.count, sum: now.sum - before.sum };
  const left = Math.max(0, shown.incoming.count + shown.movements.count - done.count);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => result.current?.focus(), []);
  return (
    <div className="card card-pad stack" style={{ gap: 8 }} role="status" tabIndex={-1} ref={result}>
      <p className="strong pine num">✓ {t('bulk.after', { count: done.count, amount: formatExact(done.sum, 'always') })}</p>
      {left > 0 && <p className="amber">{t('bulk.left', { count: left })}</p>}
      <p className="small quiet">
        {t('bulk.wayBack')} <Link to="/treasury/refunds">{t('bulk.wayBackLink')}</Link>
      </p>
    </div>
  );
}
