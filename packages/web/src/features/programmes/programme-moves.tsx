import { useQuery } from '@apollo/client/react';
import { type ProgrammeMoveRowFragment, type ProgrammeMoveState, ProgrammeMovesDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import type { Tone } from '../../lib/terms';
import { useViewer } from '../../lib/viewer';
import { StatusChip } from '../../ui/chip';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { EmptyState, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';
import { Recipients } from './recipients';
import { StopAllocation } from './stop-allocation';

const PAGE_SIZE = 20;
const TONES: Record<ProgrammeMoveState, Tone> = {
  PREPARED: 'waiting',
  NOTICE: 'live',
  DONE: 'plain',
  WITHDRAWN: 'quiet',
  REFUSED: 'quiet',
  STOPPED: 'quiet',
};

/** One movement: what it is, how much, to how many people, and when. */
export function ProgrammeMoveItem({ move }: { move: ProgrammeMoveRowFragment }) {
  const { t } = useTranslation('programmes');
  const language = useLanguage();
  const { kind, source, amount, note, state, preparedAt, doneAt, people, returned, shares, noticeEndsAt } = move;
  return (
    <div className="stack" style={{ gap: 4 }}>
      <span className="row-between">
        <span className="strong">
          {t(`terms:programmeMoveKind.${kind}`)}
          {source && ` · ${t(`terms:programmeSource.${source}`)}`}
        </span>
        <Money fen={amount} exact />
      </span>
      <span className="small">
        <Written>{note}</Written>
      </span>
      {kind === 'GRANTS' && (
        <span className="small quiet">
          {t('moves.people', { people })}
          {shares.map((share) => (
            <span key={share.source}>
              {' · '}
              {t(`terms:programmeSource.${share.source}`)} <Money fen={share.amount} exact />
            </span>
          ))}
          {returned > 0 && (
            <span>
              {' · '}
              {t('moves.returned')} <Money fen={returned} exact />
            </span>
          )}
        </span>
      )}
      {move.toProgramme && (
        <span className="small">
          <Link to={`/programmes/${move.programme.id}`}>
            <Written>{move.programme.title}</Written>
          </Link>
          {' → '}
          <Link to={`/programmes/${move.toProgramme.id}`}>
            <Written>{move.toProgramme.title}</Written>
          </Link>
        </span>
      )}
      {state === 'NOTICE' && noticeEndsAt && (
        <span className="small quiet">{t('moves.notice', { at: formatDateTime(noticeEndsAt, language) })}</span>
      )}
      {move.stopReason && <span className="small quiet">{t('moves.stopped', { reason: move.stopReason })}</span>}
      <span className="row small quiet" style={{ gap: 12 }}>
        <time dateTime={doneAt ?? preparedAt}>{formatDateTime(doneAt ?? preparedAt, language)}</time>
        {state !== 'DONE' && <StatusChip tone={TONES[state]}>{t(`terms:programmeMoveState.${state}`)}</StatusChip>}
      </span>
    </div>
  );
}

/** Movements of a programme, the newest first. */
export function ProgrammeMoves({ id }: { id: string }) {
  const { t } = useTranslation('programmes');
  const { hasRole } = useViewer();
  const first = useShownCount(PAGE_SIZE, 'moves');
  const { data, error, refetch, fetchMore } = useQuery(ProgrammeMovesDocument, {
    variables: { id, first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={data?.programme?.moves}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      skeleton={<SkeletonText lines={4} />}
      empty={<EmptyState title={t('moves.empty')} />}
    >
      {(move) => (
        <li>
          <ProgrammeMoveItem move={move} />
          {move.state === 'NOTICE' && move.programme.id === id && hasRole('REVIEWER') && (
            <StopAllocation id={move.id} />
          )}
          {move.kind === 'GRANTS' && (hasRole('TREASURER') || hasRole('ADMIN')) && <Recipients move={move} />}
        </li>
      )}
    </ConnectionList>
  );
}
