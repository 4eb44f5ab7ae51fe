import type { StatementSummaryFragment } from '@hongchuang/schema';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import type { BulkShown } from './bulk-confirm';

type Settled = StatementSummaryFragment['counts']['settled'];

/** A bulk action of this visit: the preview that was shown, and the settled lines before it. */
export interface BulkRun {
  shown: BulkShown;
  before: Settled;
}

/** Shows what a bulk action did and did not do, and how to undo it. */
export function BulkDone({ run: { shown, before }, now }: { run: BulkRun; now: Settled }) {
  const { t } = useTranslation('reconciliation');
  const done = { count: now.count - before.count, sum: now.sum - before.sum };
  const left = Math.max(0, shown.incoming.count + shown.movements.count - done.count);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => result.current?.focus(), []);
  return (
    <div className="card card-pad stack" style={{ gap: 8 }} role="status" tabIndex={-1} ref={result}>
      <p className="strong pine num">
        ✓ {t('bulk.after', { count: done.count, amount: formatExact(done.sum, 'always') })}
      </p>
      {left > 0 && <p className="amber">{t('bulk.left', { count: left })}</p>}
      <p className="small quiet">
        {t('bulk.wayBack')} <Link to="/treasury/refunds">{t('bulk.wayBackLink')}</Link>
      </p>
    </div>
  );
}
