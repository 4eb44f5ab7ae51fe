import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '../../lib/browser';
import type { FailureCode } from '../../lib/failure';
import { useKeptFocus } from '../../lib/keep-focus';
import { StatusChip } from '../../ui/chip';
import { FailureNotice } from '../../ui/states';
import type { HeldDecision } from './decisions';
import styles from './review.module.css';
import { decisions } from './use-decisions';

/** Failures that may pass by themselves; with the others a retry does not help. */
const MAY_PASS: readonly FailureCode[] = ['NETWORK', 'UNAVAILABLE', 'UNEXPECTED', 'LIMIT_EXCEEDED', 'UNAUTHENTICATED'];

/** How long a recorded decision is shown; the history of the project keeps it for good. */
const SENT_SHOWN_MS = 12_000;

/** The latest decisions: counting down, being sent, recorded, or failed. The list stays while the reviewer goes on. */
export function HeldDecisions({
  held,
  onUndo,
}: {
  held: readonly HeldDecision[];
  onUndo: (projectId: string) => void;
}) {
  const { t } = useTranslation('review');
  const [said, setSaid] = useState('');
  const root = useRef<HTMLDivElement>(null);
  // The buttons disappear when the time is up. The focus then moves to the open project, or to the queue.
  useKeptFocus(root, () => document.querySelector<HTMLElement>('main div[data-item], main [data-item]'));
  const latest = held[held.length - 1];
  const latestKey = latest && `${latest.projectId}:${latest.state}`;

  useEffect(() => {
    // Announced once for each change, because a countdown read aloud every second would drown out the page.
    if (!latest) return;
    const decision = t(`decide.${latest.decision}`);
    if (latest.state === 'held') setSaid(t('held.announce', { decision }));
    if (latest.state === 'sent') setSaid(`${t('held.waiting', { title: latest.title, decision })} ${t('held.sent')}`);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `latestKey` says when `latest` is another one
  }, [latestKey]);

  const undo = (projectId: string) => {
    if (!decisions.undo(projectId)) return;
    setSaid(t('held.undone'));
    onUndo(projectId);
  };

  return (
    <div ref={root} tabIndex={-1}>
      <p className="sr-only" role="status">
        {said}
      </p>
      {held.length > 0 && (
        <ul className={styles.held} aria-label={t('held.label')}>
          {[...held].reverse().map((one) => (
            <HeldLine key={one.projectId} one={one} onUndo={undo} />
          ))}
        </ul>
      )}
    </div>
  );
}

function HeldLine({ one, onUndo }: { one: HeldDecision; onUndo: (projectId: string) => void }) {
  const { t } = useTranslation('review');
  const { projectId, state } = one;
  useEffect(() => {
    if (state !== 'sent') return;
    const timer = setTimeout(() => decisions.dismiss(projectId), SENT_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [projectId, state]);
  return (
    <li className={styles.heldLine}>
      <div className={styles.heldHead}>
        <span className={styles.heldTitle}>
          {t('held.waiting', { title: one.title, decision: t(`decide.${one.decision}`) })}
        </span>
        <span className={styles.heldActions}>
          {one.state === 'held' && (
            <>
              <Countdown sendAt={one.sendAt} />
              <Button size="small" onClick={() => onUndo(one.projectId)}>
                {t('held.undo')} <kbd aria-hidden="true">U</kbd>
              </Button>
              <Button size="small" type="text" onClick={() => void decisions.sendNow(one.projectId)}>
                {t('held.sendNow')}
              </Button>
            </>
          )}
          {one.state === 'sending' && <span className="small quiet">{t('held.sending')}</span>}
          {one.state === 'sent' && <StatusChip tone="done">{t('held.sent')}</StatusChip>}
          {one.state === 'failed' && (
            <>
              <StatusChip tone="waiting">{t(one.failure.nothingRecorded ? 'held.failed' : 'held.unsure')}</StatusChip>
              <Link to={`/review/${one.projectId}`}>{t('held.edit')}</Link>
            </>
          )}
          {(one.state === 'sent' || one.state === 'failed') && (
            <Button size="small" type="text" onClick={() => decisions.dismiss(one.projectId)}>
              {t('held.dismiss')}
            </Button>
          )}
        </span>
      </div>
      {one.state === 'failed' && (
        <FailureNotice
          failure={one.failure}
          kind="write"
          onRetry={MAY_PASS.includes(one.failure.code) ? () => void decisions.sendNow(one.projectId) : undefined}
        />
      )}
    </li>
  );
}

function Countdown({ sendAt }: { sendAt: number }) {
  const { t } = useTranslation('review');
  const now = useNow(250);
  const seconds = Math.max(0, Math.ceil((sendAt - now.getTime()) / 1000));
  return (
    <span className="small num amber" role="timer" aria-live="off">
      {t('held.seconds', { count: seconds })}
    </span>
  );
}
