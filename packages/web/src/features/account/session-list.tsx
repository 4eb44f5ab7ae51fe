import { useQuery } from '@apollo/client/react';
import {
  EndOtherSessionsDocument,
  EndSessionDocument,
  OwnSessionsDocument,
  type SessionLineFragment,
} from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { formatAgo, formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { StatusChip } from '../../ui/chip';
import { ConfirmAction } from '../../ui/confirm-action';
import { ErrorState, FailureNotice, Loading, SkeletonText } from '../../ui/states';
import styles from './account.module.css';
import { deviceOf } from '../../lib/device-name';

const SHOWN_AT_FIRST = 5;

/** The viewer's sessions, each with a button that ends it. */
export function SessionList() {
  const { t } = useTranslation('account');
  const [ended, setEnded] = useState(false);
  const { data, error, refetch } = useQuery(OwnSessionsDocument, { fetchPolicy: 'cache-and-network' });
  const end = useAction(EndSessionDocument, { onDone: () => setEnded(true) });
  const endOthers = useAction(EndOtherSessionsDocument, { onDone: () => setEnded(true) });
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const sessions = data?.viewer?.sessions;
  if (!sessions)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading>
        <SkeletonText lines={4} />
      </Loading>
    );
  const others = sessions.filter(({ current }) => !current);
  // This device is first; the others keep their order.
  const ordered = [...sessions.filter(({ current }) => current), ...others];
  return (
    <div className="stack">
      <p className="small quiet">{t('sessions.lead')}</p>
      <ul className={styles.list}>
        {ordered.slice(0, shown).map((session) => (
          <SessionRow key={session.id} session={session} busy={end.busy} onEnd={() => end.run({ id: session.id })} />
        ))}
      </ul>
      {ordered.length > shown && (
        <div>
          <button
            type="button"
            className="plain-button small"
            style={{ textDecoration: 'underline', minHeight: 24 }}
            onClick={() => setShown(ordered.length)}
          >
            {t('app:paging.more')} ({ordered.length - shown})
          </button>
        </div>
      )}
      <FailureNotice failure={end.failure ?? endOthers.failure} />
      {others.length > 1 && (
        <div>
          <ConfirmAction
            label={t('sessions.endOthers')}
            question={t('sessions.othersQuestion', { count: others.length })}
            confirm={t('sessions.othersConfirm')}
            keep={t('sessions.keep')}
            busy={endOthers.busy}
            onConfirm={() => endOthers.run({})}
          />
        </div>
      )}
      <p className="sr-only" role="status">
        {ended && t('sessions.ended')}
      </p>
    </div>
  );
}

function SessionRow({
  session,
  busy,
  onEnd,
}: {
  session: SessionLineFragment;
  busy: boolean;
  onEnd: () => Promise<unknown>;
}) {
  const { t } = useTranslation('account');
  const language = useLanguage();
  const now = useNow();
  const { browser, system } = deviceOf(session.device);
  const device =
    browser && system ? t('sessions.on', { browser, system }) : (browser ?? system ?? t('sessions.unknown'));
  return (
    <li>
      <div className="row-between">
        <span className="strong" title={session.device}>
          {device}
        </span>
        {session.current && <StatusChip tone="done">{t('sessions.current')}</StatusChip>}
      </div>
      <p className="small quiet num">
        {t('sessions.lastSeen', { ago: formatAgo(session.lastSeenAt, language, now) })} ·{' '}
        {t('sessions.since', { date: formatDate(session.createdAt, language) })}
      </p>
      {!session.current && (
        <div>
          <ConfirmAction
            label={t('sessions.end')}
            question={t('sessions.question', { device })}
            confirm={t('sessions.confirm')}
            keep={t('sessions.keep')}
            busy={busy}
            onConfirm={onEnd}
          />
        </div>
      )}
    </li>
  );
}
