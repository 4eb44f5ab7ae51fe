import { useQuery } from '@apollo/client/react';
import { type QueueItemPartsFragment, QueueItemsDocument } from '@hongchuang/schema';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../lib/browser';
import {
  daysUntilEnd,
  formatDateTime,
  formatEndDateTime,
  formatEndShortDate,
  formatShortDate,
  formatTime,
} from '../lib/dates';
import { useLanguage } from '../lib/i18n';
import { useChanged } from '../lib/use-changed';
import { StatusChip } from './chip';
import styles from './ui.module.css';

/** The most items that the server accepts in one query. */
const ITEMS_AT_ONCE = 100;
/** A deadline within a week is marked. */
const SOON_DAYS = 7;

const CLAIM_TOPICS = ['queue:claims'];

const Items = createContext<ReadonlyMap<string, QueueItemPartsFragment>>(new Map());

/** Reads the queue state of the shown items, for the marks in `children`. */
export function QueueItems({ queue, ids, children }: { queue: string; ids: readonly string[]; children: ReactNode }) {
  const asked = ids.slice(0, ITEMS_AT_ONCE);
  const { data, previousData, refetch } = useQuery(QueueItemsDocument, {
    variables: { queue, ids: asked },
    skip: asked.length === 0,
    fetchPolicy: 'cache-and-network',
  });
  useChanged(CLAIM_TOPICS, () => {
    // A failure is stored in the query; the shown marks stay.
    if (asked.length > 0) refetch().catch(() => undefined);
  });
  const items = (data ?? previousData)?.queueItems;
  const byId = useMemo(() => new Map((items ?? []).map((item) => [item.id, item])), [items]);
  return <Items.Provider value={byId}>{children}</Items.Provider>;
}

/** Shows the deadline of an item or since when it waits, and who else has it open. */
export function QueueMark({ id }: { id: string }) {
  const item = useContext(Items).get(id);
  if (!item) return null;
  return (
    <span className={styles.queueMark}>
      <Due item={item} />
      <Lookers item={item} />
    </span>
  );
}

function Due({ item: { cameAt, deadline, isOverdue } }: { item: QueueItemPartsFragment }) {
  const { t } = useTranslation('queue');
  const language = useLanguage();
  const now = useNow();
  if (!deadline)
    return (
      <time className="small quiet nowrap" dateTime={cameAt} title={formatDateTime(cameAt, language)}>
        {t('mark.since', { date: formatShortDate(cameAt, language, now) })}
      </time>
    );
  const days = daysUntilEnd(deadline, now);
  const words = isOverdue
    ? days < 0
      ? t('mark.overdue', { count: -days })
      : t('mark.overdueToday')
    : days <= 0
      ? t('mark.today')
      : days <= SOON_DAYS
        ? t('mark.soon', { count: days })
        : t('mark.later', { date: formatEndShortDate(deadline, language, now) });
  const isSoon = isOverdue || days <= SOON_DAYS;
  return (
    <time dateTime={deadline} title={formatEndDateTime(deadline, language)} className="nowrap">
      {isSoon ? (
        <StatusChip tone={isOverdue ? 'live' : 'waiting'}>{words}</StatusChip>
      ) : (
        <span className="small quiet">{words}</span>
      )}
    </time>
  );
}

function Lookers({ item: { lookedAtBy } }: { item: QueueItemPartsFragment }) {
  const { t } = useTranslation('queue');
  const language = useLanguage();
  const [first, ...more] = lookedAtBy;
  if (!first) return null;
  return (
    <span className="small amber">
      {t(more.length === 0 ? 'mark.looks' : 'mark.lookMore', {
        name: first.name,
        time: formatTime(first.since, language),
        count: more.length,
      })}
    </span>
  );
}
