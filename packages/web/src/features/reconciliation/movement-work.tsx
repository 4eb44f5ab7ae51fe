import { useQuery } from '@apollo/client/react';
import {
  BookStatementLineDocument,
  BooksProjectsDocument,
  ReverseMovementDocument,
  WithdrawMovementDocument,
  type InterestPurpose,
  type MovementKind,
  type StatementLinePartsFragment,
} from '@hongchuang/schema';
import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettled } from '../../lib/browser';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { FailureNotice } from '../../ui/states';
import { MovementFace } from './movement-face';

const KINDS: readonly MovementKind[] = ['BANK_CHARGE', 'INTEREST_RECEIVED', 'OWN_TRANSFER'];
const PURPOSES: readonly InterestPurpose[] = ['ADMINISTRATION', 'PROJECT'];
const LIMITS = { note: 200, words: 40, reason: 500 } as const;
const REFETCH = ['Statement', 'BankReconciliation', 'StatementLines', 'MovementWords'];

interface WorkProps {
  line: StatementLinePartsFragment;
  onDone: () => void;
}

/** Books a line as a charge, interest or an own transfer; signs what another person prepared; reverses a mistake. */
export function MovementWork({ line, onDone }: WorkProps) {
  const { hasRole } = useViewer();
  const { movement, status } = line;
  const waits = movement != null && movement.bookedAt == null;
  const stands = movement?.bookedAt != null && movement.reversedAt == null;
  if (waits) return <Waiting line={line} onDone={onDone} />;
  if (movement?.reversals?.some(({ state }) => state === 'PREPARED'))
    return <WaitingReversal line={line} onDone={onDone} />;
  if (!hasRole('TREASURER')) return null;
  if (stands) return <Reverse line={line} onDone={onDone} />;
  return status === 'OPEN' || status === 'SUSPENSE' ? <BookAs line={line} onDone={onDone} /> : null;
}

function BookAs({ line, onDone }: WorkProps) {
  const { t } = useTranslation('reconciliation');
  const [kind, setKind] = useState<MovementKind | undefined>(line.movementKind ?? undefined);
  const [purpose, setPurpose] = useState<InterestPurpose | undefined>(line.movementPurpose ?? undefined);
  const [projectId, setProjectId] = useState<string | undefined>(line.movementProject?.id);
  const [note, setNote] = useState('');
  const [remembers, setRemembers] = useState(false);
  const [words, setWords] = useState(line.text.slice(0, LIMITS.words));
  const book = useAction(BookStatementLineDocument, { refetch: REFETCH, onDone });
  const amount = line.status === 'SUSPENSE' ? line.suspense : line.amount;
  const needsPurpose = kind === 'INTEREST_RECEIVED';
  const isReady =
    kind !== undefined &&
    (!needsPurpose || purpose === 'ADMINISTRATION' || (purpose === 'PROJECT' && projectId !== undefined));
  const kindLabel = useId();
  const purposeLabel = useId();
  const send = () => {
    if (kind === undefined) return;
    void book.run({
      input: {
        lineId: line.id,
        kind,
        purpose: needsPurpose ? purpose! : null,
        projectId: needsPurpose && purpose === 'PROJECT' ? projectId! : null,
        note: note.trim() || null,
        words: remembers && words.trim() !== '' ? words.trim() : null,
      },
    });
  };
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h3>{t('movement.title')}</h3>
      <p className="small quiet">{t('movement.lead')}</p>
      <div>
        <span id={kindLabel} className="sr-only">
          {t('movement.kindLabel')}
        </span>
        <Radio.Group
          aria-labelledby={kindLabel}
          value={kind}
          onChange={({ target }) => setKind(target.value as MovementKind)}
          options={KINDS.map((value) => ({ value, label: t(`movement.kind.${value}`) }))}
        />
      </div>
      {kind !== undefined && <p className="small quiet">{t(`movement.means.${kind}`)}</p>}
      {needsPurpose && (
        <>
          <div>
            <span id={purposeLabel} className="small">
              {t('movement.purposeLabel')}
            </span>
            <br />
            <Radio.Group
              aria-labelledby={purposeLabel}
              value={purpose}
              onChange={({ target }) => setPurpose(target.value as InterestPurpose)}
              options={PURPOSES.map((value) => ({ value, label: t(`movement.purpose.${value}`) }))}
            />
          </div>
          {purpose === 'PROJECT' && (
            <ProjectChoice value={projectId} known={line.movementProject ?? undefined} onChoose={setProjectId} />
          )}
        </>
      )}
      <label className="stack" style={{ gap: 4 }}>
        <span>{t('movement.note')}</span>
        <Input value={note} maxLength={LIMITS.note} onChange={(event) => setNote(event.target.value)} />
      </label>
      {line.text !== '' && (
        <>
          <Checkbox checked={remembers} onChange={({ target }) => setRemembers(target.checked)}>
            {t('movement.remember')}
          </Checkbox>
          {remembers && (
            <label className="stack" style={{ gap: 4 }}>
              <span className="small">{t('movement.words')}</span>
              <Input value={words} maxLength={LIMITS.words} onChange={(event) => setWords(event.target.value)} />
            </label>
          )}
        </>
      )}
      <FailureNotice failure={book.failure} />
      <p>
        <Button disabled={!isReady} loading={book.busy} onClick={send}>
          {t('movement.book', { amount: formatExact(amount, 'always') })}
        </Button>
      </p>
    </section>
  );
}

/** Searches the project that interest is for by its name. */
function ProjectChoice({
  value,
  known,
  onChoose,
}: {
  value: string | undefined;
  known: { id: string; title: string } | undefined;
  onChoose: (id: string | undefined) => void;
}) {
  const { t } = useTranslation('reconciliation');
  const [typed, setTyped] = useState('');
  const found = useQuery(BooksProjectsDocument, { variables: { search: useSettled(typed, 300) } });
  const options = new Map((found.data?.projects.edges ?? []).map(({ node }) => [node.id, node.title]));
  if (known) options.set(known.id, known.title);
  return (
    <Select
      aria-label={t('movement.project')}
      placeholder={t('movement.project')}
      allowClear
      value={value}
      onChange={(id: string | undefined) => onChoose(id)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.loading}
      options={[...options].map(([id, label]) => ({ value: id, label }))}
      popupMatchSelectWidth={false}
    />
  );
}

/** A booking above the limit that waits for another person. */
function Waiting({ line, onDone }: WorkProps) {
  const { t } = useTranslation('reconciliation');
  const { movement } = line;
  const sign = useAction(BookStatementLineDocument, { refetch: REFETCH, onDone });
  const withdraw = useAction(WithdrawMovementDocument, { refetch: REFETCH, onDone });
  if (!movement) return null;
  const { kind, purpose, project, amount, preparedByViewer } = movement;
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h3>{t('movement.waitingTitle')}</h3>
      <MovementFace movement={movement} />
      {preparedByViewer && <p className="small quiet">{t('movement.waiting')}</p>}
      <FailureNotice failure={sign.failure ?? withdraw.failure} />
      <div className="row" style={{ gap: 8 }}>
        {!preparedByViewer && (
          <Button
            loading={sign.busy}
            onClick={() =>
              void sign.run({
                input: { lineId: line.id, kind, purpose: purpose ?? null, projectId: project?.id ?? null },
              })
            }
          >
            {t('movement.sign', { amount: formatExact(amount, 'always') })}
          </Button>
        )}
        <Button type="text" loading={withdraw.busy} onClick={() => void withdraw.run({ lineId: line.id })}>
          {t('movement.withdraw')}
        </Button>
      </div>
    </section>
  );
}

/** A reversal above the limit that waits for another person. */
function WaitingReversal({ line, onDone }: WorkProps) {
  const { t } = useTranslation('reconciliation');
  const sign = useAction(ReverseMovementDocument, { refetch: REFETCH, onDone });
  const withdraw = useAction(WithdrawMovementDocument, { refetch: REFETCH, onDone });
  const order = line.movement?.reversals?.find(({ state }) => state === 'PREPARED');
  if (!order) return null;
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h3>{t('movement.reversalTitle')}</h3>
      {order.preparedByViewer && <p className="small quiet">{t('movement.reversalWaiting')}</p>}
      <FailureNotice failure={sign.failure ?? withdraw.failure} />
      <div className="row" style={{ gap: 8 }}>
        {!order.viewerObstacle && (
          <Button danger loading={sign.busy} onClick={() => void sign.run({ lineId: line.id })}>
            {t('movement.reversalSign', { amount: formatExact(order.amount, 'always') })}
          </Button>
        )}
        {order.viewerMayClose && (
          <Button type="text" loading={withdraw.busy} onClick={() => void withdraw.run({ lineId: line.id })}>
            {t(order.preparedByViewer ? 'movement.reversalWithdraw' : 'movement.reversalRefuse')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Reverse({ line, onDone }: WorkProps) {
  const { t } = useTranslation('reconciliation');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const reverse = useAction(ReverseMovementDocument, { refetch: REFETCH, onDone });
  const send = () => {
    if (reason.trim() === '') return setMissing(true);
    void reverse.run({ lineId: line.id, reason: reason.trim() });
  };
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h3>{t('movement.reverseTitle')}</h3>
      <p className="small quiet">{t('movement.reverseLead')}</p>
      <label className="stack" style={{ gap: 4 }}>
        <span>{t('movement.reason')}</span>
        <Input.TextArea
          value={reason}
          maxLength={LIMITS.reason}
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
          {t('movement.needReason')}
        </p>
      )}
      <FailureNotice failure={reverse.failure} />
      <p>
        <Button danger loading={reverse.busy} onClick={send}>
          {t('movement.reverse')}
        </Button>
      </p>
    </section>
  );
}
