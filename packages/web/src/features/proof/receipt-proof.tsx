import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { Button } from '../../ui/button';
import { StatusChip } from '../../ui/chip';
import { Section } from '../../ui/page';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';
import { downloadBundle } from './bundle';
import type { Facts, ShownReceipt } from './facts';
import type { Fault, ProvenEntry } from './judge';
import styles from './proof.module.css';
import { forgetSeenHead } from './seen-head';
import { type JudgedReceipt, useReceiptProof } from './use-proof';

/**
 * Verifies in the browser that the signed ledger contains what the receipt says. `onJudged` receives whether it does.
 */
export function ReceiptProof({ receipt, onJudged }: { receipt: ShownReceipt; onJudged: (proven: boolean) => void }) {
  const { t } = useTranslation('proof');
  const { progress, again } = useReceiptProof(receipt);
  const outcome = progress.state === 'judged' ? progress.verdict.result.state : undefined;
  const tell = useEffectEvent(onJudged);
  useEffect(() => {
    if (outcome !== undefined) tell(outcome === 'proven');
  }, [outcome]);
  return (
    <Section title={t('receipt.title')} id="proof">
      {progress.state === 'checking' && (
        <div className={`card card-pad ${styles.panel}`}>
          <Loading>
            <p className="quiet">{t('receipt.checking')}</p>
            <SkeletonText lines={3} />
          </Loading>
        </div>
      )}
      {progress.state === 'waiting' && <Waiting late={progress.late} again={again} />}
      {progress.state === 'unreachable' && <ErrorState error={progress.error} onRetry={again} />}
      {progress.state === 'judged' &&
        (progress.verdict.result.state === 'proven' ? (
          <Proven receipt={receipt} judged={progress.verdict} seenAt={progress.seen?.signedAt} />
        ) : (
          <Failed receipt={receipt} judged={progress.verdict} again={again} />
        ))}
    </Section>
  );
}

function Waiting({ late, again }: { late: boolean; again: () => void }) {
  const { t } = useTranslation('proof');
  return (
    <div className={`card card-pad ${styles.panel} ${styles.waiting}`} role="status">
      <p>
        <StatusChip tone="waiting">{t('receipt.waiting')}</StatusChip>
      </p>
      <p>{t(late ? 'receipt.late' : 'receipt.soon')}</p>
      {late && (
        <div>
          <Button onClick={again}>{t('again')}</Button>
        </div>
      )}
    </div>
  );
}

function Proven({
  receipt,
  judged,
  seenAt,
}: {
  receipt: ShownReceipt;
  judged: JudgedReceipt;
  seenAt: string | undefined;
}) {
  const { t } = useTranslation('proof');
  const language = useLanguage();
  if (judged.result.state !== 'proven') return null;
  const { head, key, facts, entries } = judged.result;
  const own = entries.find(({ entry }) => entry.id === facts.gift.id)!;
  const values = {
    number: receipt.number,
    amount: formatExact(facts.amount),
    size: head.size.toLocaleString(language),
    position: (own.position + 1).toLocaleString(language),
    time: formatMoment(head.signedAt, language),
    key: key.keyId,
  };
  return (
    <div className={`card card-pad ${styles.panel} ${styles.good}`}>
      <p role="status" className={`strong pine ${styles.headline}`}>
        {t('receipt.proven')}
      </p>
      <ul className={styles.reasons}>
        <li>{t('receipt.same', values)}</li>
        <li>{t('receipt.included', values)}</li>
        <li>{t('receipt.signed', values)}</li>
        <li>
          {seenAt === undefined ? t('receipt.firstTime') : t('receipt.grown', { time: formatMoment(seenAt, language) })}
        </li>
      </ul>
      {facts.takenBack > 0 && <p>{t('receipt.takenBack', { amount: formatExact(facts.takenBack) })}</p>}
      <p className="small quiet">{t('receipt.who')}</p>
      <details className={styles.details}>
        <summary>{t('details.open')}</summary>
        <div className="stack">
          <HeadFacts head={head} />
          {entries.map((proven) => (
            <EntryWay key={proven.entry.id} proven={proven} />
          ))}
        </div>
      </details>
      <Ways receipt={receipt} judged={judged} />
    </div>
  );
}

function Failed({ receipt, judged, again }: { receipt: ShownReceipt; judged: JudgedReceipt; again: () => void }) {
  const { t } = useTranslation('proof');
  if (judged.result.state !== 'failed') return null;
  const { fault, facts } = judged.result;
  return (
    <div className={`card card-pad ${styles.panel} ${styles.bad}`} role="alert">
      <p className={`strong ${styles.headline} ${styles.badWord}`}>{t('receipt.failed')}</p>
      <p>{t(`fault.${fault}`)}</p>
      {facts && <Differences facts={facts} receipt={receipt} />}
      <p className="strong">{t('receipt.todo')}</p>
      <ol className={styles.todo}>
        <li>{t('receipt.todoKeep')}</li>
        <li>{t('receipt.todoTell')}</li>
        <li>{t('receipt.todoVerify')}</li>
      </ol>
      <Ways receipt={receipt} judged={judged}>
        <Button onClick={again}>{t('again')}</Button>
      </Ways>
      <Forget fault={fault} again={again} />
    </div>
  );
}

function Differences({ facts, receipt }: { facts: Facts; receipt: ShownReceipt }) {
  const { t } = useTranslation('proof');
  const shown = { number: receipt.number, amount: formatExact(receipt.amount), project: receipt.projectId };
  const inLedger = {
    number: facts.gift.document ?? '—',
    amount: formatExact(facts.amount),
    project: facts.gift.lines.map(([account]) => account).find((account) => account.startsWith('fund:')) ?? '—',
  };
  return (
    <ul className={styles.reasons}>
      {facts.differences.map((fact) => (
        <li key={fact}>{t(`differs.${fact}`, { shown: shown[fact], ledger: inLedger[fact] })}</li>
      ))}
    </ul>
  );
}

/** After a new installation the browser still remembers the old ledger. Only the person may decide to forget it. */
export function Forget({ fault, again }: { fault: Fault; again: () => void }) {
  const { t } = useTranslation('proof');
  if (fault !== 'shrunk' && fault !== 'rewritten') return null;
  return (
    <details className={styles.details}>
      <summary>{t('forget.open')}</summary>
      <div className="stack">
        <p className="small quiet">{t('forget.why')}</p>
        <div>
          <Button
            className="red"
            onClick={() => {
              forgetSeenHead();
              again();
            }}
          >
            {t('forget.do')}
          </Button>
        </div>
      </div>
    </details>
  );
}

function Ways({ receipt, judged, children }: { receipt: ShownReceipt; judged: JudgedReceipt; children?: ReactNode }) {
  const { t } = useTranslation('proof');
  return (
    <div className={`row no-print ${styles.ways}`}>
      {children}
      {judged.sent.proof && (
        <Button onClick={() => downloadBundle(receipt.number, judged.sent)}>{t('receipt.download')}</Button>
      )}
      <Link to="/proof">{t('receipt.what')}</Link>
    </div>
  );
}

export function HeadFacts({
  head,
}: {
  head: { size: number; root: string; signedAt: string; keyId: string; signature: string };
}) {
  const { t } = useTranslation('proof');
  const language = useLanguage();
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('head.size')}</dt>
        <dd className="num">{head.size.toLocaleString(language)}</dd>
      </div>
      <div>
        <dt>{t('head.signedAt')}</dt>
        <dd className="num">{formatMoment(head.signedAt, language)}</dd>
      </div>
      <div>
        <dt>{t('head.root')}</dt>
        <dd className={styles.hash}>{head.root}</dd>
      </div>
      <div>
        <dt>{t('head.key')}</dt>
        <dd className={styles.hash}>{head.keyId}</dd>
      </div>
      <div>
        <dt>{t('head.signature')}</dt>
        <dd className={styles.hash}>{head.signature}</dd>
      </div>
    </dl>
  );
}

/** The path of one entry, drawn as steps from its leaf at the top to the root at the bottom. */
function EntryWay({ proven: { leaf, position, walk } }: { proven: ProvenEntry }) {
  const { t } = useTranslation('proof');
  const language = useLanguage();
  return (
    <div className="stack">
      <h3>{t('details.entry', { position: (position + 1).toLocaleString(language) })}</h3>
      <pre className={styles.leaf} tabIndex={0} aria-label={t('details.leaf')}>
        {leaf}
      </pre>
      <ol className={styles.way} aria-label={t('details.way')}>
        <li>
          <span className={styles.node}>{t('details.leafHash')}</span>
          <code>{short(walk.leaf)}</code>
        </li>
        {walk.steps.map(({ side, neighbour, hash }, index) => (
          <li key={hash}>
            <span className={styles.node}>{t(`details.${side}`, { hash: short(neighbour) })}</span>
            <code className={index === walk.steps.length - 1 ? 'pine strong' : ''}>{short(hash)}</code>
          </li>
        ))}
      </ol>
      <p className="small quiet">{t('details.root', { root: short(walk.root) })}</p>
    </div>
  );
}

const short = (hash: string): string => `${hash.slice(0, 8)}…${hash.slice(-4)}`;
