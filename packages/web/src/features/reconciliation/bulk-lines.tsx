import { useQuery } from '@apollo/client/react';
import { ConfirmOpenLinesDocument, OpenLinesBulkDocument, WorkDocument } from '@hongchuang/schema';
import { Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { useChanged } from '../../lib/use-changed';
import type { BulkChoice } from '../../ui/bulk-bar';
import { BulkPanel } from '../../ui/bulk-panel';
import { WorkState } from '../../ui/work-state';
import { BulkFace } from './bulk-confirm';

const LEVELS = [90, 75, 50] as const;
const OWN_WORKS = ['viewer:works'];

interface BulkLinesProps {
  choice: BulkChoice;
  search: string | null;
  onStarted: (workId: string) => void;
  onClose: () => void;
}

/**
 * Shows what confirming the chosen lines, or all that the search finds, will do. The server refuses the confirmation
 * when the lines have changed since.
 */
export function BulkLines({ choice, search, onStarted, onClose }: BulkLinesProps) {
  const { t } = useTranslation('reconciliation');
  const [level, setLevel] = useState<(typeof LEVELS)[number]>(90);
  const chosen = choice === 'all found' ? { search, minConfidence: level } : { lineIds: [...choice] };
  const { data, error, refetch } = useQuery(OpenLinesBulkDocument, { variables: chosen, fetchPolicy: 'network-only' });
  const shown = data?.openLinesBulk;
  const count = shown ? shown.incoming.count + shown.movements.count : 0;
  const action = useAction(ConfirmOpenLinesDocument, {
    onDone: ({ confirmOpenLines }) => onStarted(confirmOpenLines.id),
    // Others have changed the lines. The new preview is shown, and the person is asked once more.
    onFailed: ({ code }) => {
      if (code === 'CONFLICT') void refetch();
    },
  });
  return (
    <BulkPanel
      title={t('bulk.before')}
      query={{ ready: shown !== undefined, error, refetch }}
      failure={action.failure}
      act={shown && count > 0 ? t('bulk.doIt', { count }) : undefined}
      busy={action.busy}
      onAct={() => shown && void action.run({ ...chosen, version: shown.version })}
      onClose={onClose}
    >
      {choice === 'all found' && (
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
      )}
      {shown && <BulkFace shown={shown} />}
      {shown && shown.withoutProposal.count > 0 && (
        <p className="quiet">
          {t('bulk.withoutProposal', {
            count: shown.withoutProposal.count,
            amount: formatExact(shown.withoutProposal.sum, 'always'),
          })}
        </p>
      )}
    </BulkPanel>
  );
}

/** How far a bulk confirmation is; afterwards what it did and did not do, and how to undo it. */
export function BulkResult({ workId }: { workId: string }) {
  const { t } = useTranslation('reconciliation');
  const { data, refetch } = useQuery(WorkDocument, { variables: { id: workId }, fetchPolicy: 'cache-and-network' });
  useChanged(OWN_WORKS, () => void refetch().catch(() => undefined));
  const result = useRef<HTMLDivElement>(null);
  const work = data?.work;
  const isOver = work !== undefined && work?.state !== 'RUNNING';
  useEffect(() => {
    if (isOver) result.current?.focus();
  }, [isOver]);
  if (!work) return null;
  const counted = (name: string) => work.outcome.find((one) => one.name === name);
  const settled = counted('linesSettled');
  const left = counted('linesLeft')?.count ?? 0;
  return (
    <div className="card card-pad stack" style={{ gap: 8, marginBottom: 24 }} role="status" tabIndex={-1} ref={result}>
      {isOver ? (
        <>
          <p className="strong pine num">
            ✓ {t('bulk.after', { count: settled?.count ?? 0, amount: formatExact(settled?.sum ?? 0, 'always') })}
          </p>
          {left > 0 && <p className="amber">{t('bulk.left', { count: left })}</p>}
          {work.failure && <p>{work.failure}</p>}
          <p className="small quiet">
            {t('bulk.wayBack')} <Link to="/treasury/refunds">{t('bulk.wayBackLink')}</Link>
          </p>
        </>
      ) : (
        <>
          <p>
            {t('bulk.running')} <Link to="/work">{t('works:file.seeAll')}</Link>
          </p>
          <WorkState work={work} />
        </>
      )}
    </div>
  );
}
