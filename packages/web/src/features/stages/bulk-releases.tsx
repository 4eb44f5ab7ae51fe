import { useQuery } from '@apollo/client/react';
import { ReleasesBulkDocument, ReleaseStagesDocument, type StageToReleaseFragment } from '@hongchuang/schema';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { BulkPanel } from '../../ui/bulk-panel';
import { LIMITS } from './evidence';

interface BulkReleasesProps {
  ids: readonly string[];
  onReleased: (released: readonly StageToReleaseFragment[]) => void;
  onClose: () => void;
}

const KINDS = ['paid', 'prepared', 'leftToColleague', 'blocked'] as const;

/** What paying the ticked stages will do: what is paid at once, what waits for a second person, and what stays. */
export function BulkReleases({ ids, onReleased, onClose }: BulkReleasesProps) {
  const { t } = useTranslation('stages');
  const [reference, setReference] = useState('');
  const { data, error, refetch } = useQuery(ReleasesBulkDocument, {
    variables: { ids: [...ids] },
    fetchPolicy: 'network-only',
  });
  const shown = data?.releasesBulk;
  const action = useAction(ReleaseStagesDocument, {
    refetch: ['ReleaseQueue', 'ReleaseCounts', 'Queue'],
    onDone: ({ releaseMilestones }) => onReleased(releaseMilestones),
    // Others have changed the stages. The new preview is shown, and the person is asked once more.
    onFailed: ({ code }) => {
      if (code === 'CONFLICT') void refetch();
    },
  });
  const count = shown ? shown.paid.count + shown.prepared.count : 0;
  const sum = shown ? shown.paid.sum + shown.prepared.sum : 0;
  return (
    <BulkPanel
      title={t('treasury.bulk.title')}
      query={{ ready: shown !== undefined, error, refetch }}
      failure={action.failure}
      act={count > 0 ? t('treasury.bulk.act', { count, amount: formatExact(sum, 'always') }) : undefined}
      busy={action.busy}
      onAct={() =>
        shown && void action.run({ ids: [...ids], version: shown.version, bankReference: reference.trim() || null })
      }
      onClose={onClose}
    >
      {shown && (
        <>
          <ul>
            {KINDS.filter((kind) => shown[kind].count > 0).map((kind) => (
              <li key={kind} className={`num ${kind === 'paid' || kind === 'prepared' ? 'strong' : 'amber'}`}>
                {t(`treasury.bulk.${kind}`, {
                  count: shown[kind].count,
                  amount: formatExact(shown[kind].sum, 'always'),
                })}
              </li>
            ))}
          </ul>
          {count > 0 && (
            <label className="stack" style={{ gap: 4, maxWidth: 360 }}>
              <span>{t('treasury.bulk.reference')}</span>
              <Input
                className="num"
                value={reference}
                maxLength={LIMITS.bankReference}
                autoComplete="off"
                onChange={(event) => setReference(event.target.value)}
              />
            </label>
          )}
        </>
      )}
    </BulkPanel>
  );
}
