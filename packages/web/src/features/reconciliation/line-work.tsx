import { useQuery } from '@apollo/client/react';
import {
  KeepSuspenseDocument,
  LinkStatementLineDocument,
  MatchStatementLineDocument,
  PledgesToMatchDocument,
  ReturnSuspenseDocument,
  UnlinkedEntriesDocument,
  type MatchedPledgeFragment,
  type StatementLinePartsFragment,
} from '@hongchuang/schema';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettled } from '../../lib/browser';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { DutyNote, isExcluded } from '../../ui/acts-of';
import { Money } from '../../ui/money';
import { ErrorState, FailureNotice, SkeletonText } from '../../ui/states';
import { BankEntryFace } from './bank-entry';
import styles from './reconciliation.module.css';
import { AcceptOtherAmount } from './other-amount';
import { MovementWork } from './movement-work';
import { PledgeFace } from './statement-line';

const FOUND = 20;
const REFETCH = ['Statement', 'BankReconciliation', 'StatementLines'];

interface WorkProps {
  line: StatementLinePartsFragment;
  onDone: () => void;
}

/** Everything that a treasurer can do with one line besides its proposal. */
export function LineWork({ line, onDone }: WorkProps) {
  const { hasRole } = useViewer();
  const treasurer = hasRole('TREASURER');
  const isOpen = line.status === 'OPEN' || line.status === 'SUSPENSE';
  const isReturning = waitingReturn(line) !== undefined;
  return (
    <>
      {treasurer && isOpen && line.amount > 0 && !isReturning && <AcceptOtherAmount line={line} onDone={onDone} />}
      {treasurer && isOpen && line.amount > 0 && !isReturning && <MatchByHand line={line} onDone={onDone} />}
      <MovementWork line={line} onDone={onDone} />
      {treasurer && line.status === 'OPEN' && <LinkToEntry line={line} onDone={onDone} />}
      {line.status === 'SUSPENSE' && <ReturnToSender line={line} onDone={onDone} />}
    </>
  );
}

/** Returns the return of a line that waits for its second signature. */
const waitingReturn = ({ returns }: StatementLinePartsFragment) =>
  returns.find(({ returnedAt, withdrawnAt }) => !returnedAt && !withdrawnAt);

/** Chooses pledges that the line pays, up to its amount. */
function MatchByHand({ line, onDone }: WorkProps) {
  const { t } = useTranslation('reconciliation');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly MatchedPledgeFragment[]>([]);
  const settled = useSettled(search.trim(), 300);
  const { data, previousData, error, refetch } = useQuery(PledgesToMatchDocument, {
    variables: { search: settled || null, first: FOUND },
    fetchPolicy: 'network-only',
  });
  const match = useAction(MatchStatementLineDocument, { refetch: REFETCH, onDone });
  const found = (data ?? previousData)?.paymentQueue.edges.map(({ node }) => node) ?? [];
  const shown = [...chosen, ...found.filter(({ id }) => !chosen.some((one) => one.id === id))];
  const available = line.status === 'OPEN' ? line.amount : line.suspense;
  const sum = chosen.reduce((fen, { amount }) => fen + amount, 0);
  const [reason, setReason] = useState('');
  const isUsed = match.failure?.code === 'CONFLICT' && match.failure.field?.at(-1) === 'referenceReason';
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h3>{t('hand.title')}</h3>
      <Input
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        aria-label={t('hand.search')}
        placeholder={t('hand.searchHint')}
        allowClear
      />
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !previousData && !error && <SkeletonText lines={3} />}
      {data && shown.length === 0 && <p className="quiet">{t('hand.none')}</p>}
      {shown.length > 0 && (
        <div className={styles.choices}>
          {shown.map((pledge) => (
            <div key={pledge.id} className="row-between">
              <Checkbox
                checked={chosen.includes(pledge)}
                disabled={isExcluded('TREASURER', pledge.project.viewerDuty)}
                onChange={({ target }) =>
                  setChosen((before) => (target.checked ? [...before, pledge] : before.filter((one) => one !== pledge)))
                }
              >
                <PledgeFace pledge={pledge} />
                <DutyNote role="TREASURER" duty={pledge.project.viewerDuty} />
              </Checkbox>
              <Money fen={pledge.amount} exact />
            </div>
          ))}
        </div>
      )}
      <p className={`small ${sum > available ? 'amber' : 'quiet'}`} role="status">
        {t('hand.sum', { sum: formatExact(sum, 'always'), available: formatExact(available, 'always') })}
        {sum > available && ` · ${t('hand.over')}`}
        {sum > 0 && sum < available && ` · ${t('hand.left', { amount: formatExact(available - sum, 'always') })}`}
      </p>
      <FailureNotice failure={match.failure} />
      {(isUsed || reason !== '') && (
        <label className="stack" style={{ gap: 4 }}>
          <span>{t('hand.reason')}</span>
          <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
      <p>
        <Button
          disabled={sum === 0 || sum > available}
          loading={match.busy}
          onClick={() =>
            void match.run({
              input: { lineId: line.id, pledgeIds: chosen.map(({ id }) => id), referenceReason: reason.trim() || null },
            })
          }
        >
          {t('hand.confirm')}
        </Button>
      </p>
    </section>
  );
}

/** Lists the ledger's entries of exactly this amount that have no line, because they may be the same money. */
function LinkToEntry({ line, onDone }: WorkProps) {
  const { t } = useTranslation('reconciliation');
  const { data, error, refetch } = useQuery(UnlinkedEntriesDocument, {
    variables: { amount: line.amount, first: FOUND },
    fetchPolicy: 'network-only',
  });
  const link = useAction(LinkStatementLineDocument, { refetch: REFETCH, onDone });
  const entries = data?.unlinkedEntries.edges.map(({ node }) => node) ?? [];
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h3>{t('hand.linkTitle')}</h3>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonText lines={2} />}
      {data && entries.length === 0 && (
        <p className="quiet small">{t('entry.none', { amount: formatExact(line.amount, 'always') })}</p>
      )}
      {entries.length > 0 && (
        <>
          <p className="small quiet">{t('hand.linkHint')}</p>
          <div className={styles.choices}>
            {entries.map((entry) => (
              <div key={entry.id} className="stack" style={{ gap: 4 }}>
                <BankEntryFace entry={entry} />
                <span>
                  <Button
                    size="small"
                    loading={link.busy}
                    onClick={() => void link.run({ lineId: line.id, entryIds: [entry.id] })}
                  >
                    {t('entry.link')}
                  </Button>
                </span>
              </div>
            ))}
          </div>
        </>
      )}
      <FailureNotice failure={link.failure} />
    </section>
  );
}

/** Prepares, signs or withdraws the return of what is left of the line. */
function ReturnToSender({ line, onDone }: WorkProps) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { hasRole } = useViewer();
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const [missing, setMissing] = useState(false);
  const back = useAction(ReturnSuspenseDocument, { refetch: REFETCH, onDone });
  const keep = useAction(KeepSuspenseDocument, { refetch: REFETCH, onDone });
  const prepared = waitingReturn(line);
  const order = prepared?.order;
  const amount = formatExact(prepared?.amount ?? line.suspense, 'always');
  const send = () => {
    if (!prepared && reason.trim() === '') return setMissing(true);
    void back.run({
      input: { lineId: line.id, reason: reason.trim() || null, bankReference: reference.trim() || null },
    });
  };
  if (!prepared && !hasRole('TREASURER')) return null;
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h3>{t('back.title')}</h3>
      {prepared ? (
        <p>
          {t('back.prepared', { date: formatDateTime(prepared.preparedAt, language), amount, reason: prepared.reason })}
        </p>
      ) : (
        <>
          <p className="small quiet">{t('back.rule')}</p>
          <label className="stack" style={{ gap: 4 }}>
            <span>{t('back.reason')}</span>
            <Input.TextArea
              value={reason}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 6 }}
              status={missing ? 'error' : ''}
              aria-invalid={missing}
              onChange={(event) => {
                setReason(event.target.value);
                setMissing(false);
              }}
            />
          </label>
          {missing && (
            <p role="alert" className="small amber">
              {t('back.needReason')}
            </p>
          )}
        </>
      )}
      {order?.preparedByViewer && <p className="small quiet">{t('back.waiting')}</p>}
      {!order?.viewerObstacle && (
        <label className="stack" style={{ gap: 4 }}>
          <span>{t('back.reference')}</span>
          <Input value={reference} maxLength={64} onChange={(event) => setReference(event.target.value)} />
        </label>
      )}
      <FailureNotice failure={back.failure ?? keep.failure} />
      <div className="row" style={{ gap: 8 }}>
        {!order?.viewerObstacle && (
          <Button loading={back.busy} onClick={send}>
            {t(prepared ? 'back.sign' : 'back.prepare', { amount })}
          </Button>
        )}
        {order?.viewerMayClose && (
          <Button type="text" loading={keep.busy} onClick={() => void keep.run({ lineId: line.id })}>
            {t(order.preparedByViewer ? 'back.keep' : 'back.refuse')}
          </Button>
        )}
      </div>
    </section>
  );
}
