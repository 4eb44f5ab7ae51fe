import { Button, Checkbox } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useAddressBar } from '../lib/address-bar';
import { useMediaQuery } from '../lib/browser';
import { useKeptFocus } from '../lib/keep-focus';
import { useQueueView, useWorks } from '../lib/queue-view';
import { useShortcuts } from '../lib/shortcuts';
import { useClaim } from '../lib/use-claim';
import { BulkBar, type DeskBulk, type Ticks, useTicks } from './bulk-bar';
import { type Connection, ConnectionList } from './connection-list';
import type { LoadMoreProps } from './load-more';
import { QueueBar, type QueueBarProps } from './queue-bar';
import { QueueItems, QueueMark } from './queue-items';
import { EmptyState } from './states';
import styles from './ui.module.css';

/** The part of useQuery's result that a desk needs. */
export interface QueueQuery {
  loading: boolean;
  error?: unknown;
  refetch: () => Promise<unknown>;
  fetchMore: LoadMoreProps['fetchMore'];
}

/** The ticks of a desk whose list is a table. */
export interface DeskTicks<T> {
  ticked: readonly string[];
  canTick: (item: T) => boolean;
  nameOf: (item: T) => string;
  set: (ids: readonly string[], on: boolean) => void;
}

/** What the parts of a desk can do with it. */
export interface DeskHandle {
  chosen: string | undefined;
  choose: (id: string | undefined) => void;
  /** Returns the address of the same page with an item open. */
  addressOf: (id: string) => string;
}

export interface PanelHandle extends DeskHandle {
  /** The person chose the item just now, so the focus may move into its form. */
  focus: boolean;
  /** Call this when the item is decided; it opens the next one. */
  next: () => void;
  /** Moves the focus back to the search and selects the old words, so that typing replaces them. */
  searchNext: () => void;
}

export interface QueueDeskProps<T extends { id: string }> extends Pick<
  QueueBarProps,
  'queue' | 'money' | 'figures' | 'instead'
> {
  /** The words of the search; false for a queue that cannot be searched. */
  search?: { label: string; hint: string } | false;
  query: QueueQuery;
  connection: Connection<T> | undefined;
  /** Whether `connection` is the answer to the current address and not to an earlier one. */
  isCurrent: boolean;
  pageSize: number;
  skeleton: ReactNode;
  empty: ReactNode;
  /** Names the list for screen readers. */
  label: string;
  /** Draws a row of the list of links; a desk with its own table draws `list` instead. */
  row?: (item: T) => ReactNode;
  list?: (items: readonly T[], desk: DeskHandle & { ticks?: DeskTicks<T> }) => ReactNode;
  panel: (item: T, desk: PanelHandle) => ReactNode;
  /** The panel holds a document, so it is wider than the list. */
  wide?: boolean;
  /** Shown beside the panel: the last results. */
  above?: ReactNode;
  below?: ReactNode;
  /** Shown between the figures and the list. */
  notes?: ReactNode;
  /** What can be done with many items at once. Only for people who work the queue. */
  bulk?: DeskBulk<T>;
}

/**
 * A queue that is worked item by item: the list, and beside it the open item. On narrow screens one of the two is
 * shown. The open item, the search and the order are stored in the address. J, K and the arrows move, / starts a
 * search, and X ticks the open item where many can be worked at once.
 */
export function QueueDesk<T extends { id: string }>(props: QueueDeskProps<T>) {
  const { queue, query, connection, isCurrent, pageSize, list, row, panel } = props;
  const { t } = useTranslation('queue');
  const { get, set } = useAddressBar();
  const { search } = useQueueView();
  const addressOf = useAddressOf();
  const onePane = useMediaQuery('(max-width: 1023px)');
  const items = connection?.edges.map(({ node }) => node) ?? [];
  const works = useWorks(queue);
  const bulk = works ? props.bulk : undefined;
  const ticks = useTicks(items, bulk);
  const chosenId = get('item') || undefined;
  const chosen = items.find(({ id }) => id === chosenId);
  const [focus, setFocus] = useState(false);
  const searchInput = useRef<HTMLInputElement>(null);
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root, () => searchInput.current);
  useClaim(queue, chosen?.id);

  /** The item that was chosen last. The address and the page follow later, and a second key can come before them. */
  const target = useRef(chosenId);
  useEffect(() => {
    target.current = chosenId;
  }, [chosenId]);
  const choose = (id: string | undefined) => {
    target.current = id;
    setFocus(id !== undefined);
    // The next item opens before the decided one leaves the list, so that the next key finds the focus in its form.
    set({ item: id }, { atOnce: true });
  };
  const move = (step: 1 | -1) => {
    const at = items.findIndex(({ id }) => id === target.current);
    const next = items[at === -1 ? 0 : at + step];
    if (next) choose(next.id);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: chosen ? () => move(1) : undefined,
    ArrowUp: chosen ? () => move(-1) : undefined,
    x: bulk && chosen && bulk.canTick(chosen) ? () => ticks.set([chosen.id], !ticks.has(chosen.id)) : undefined,
    '/': () => focusAndSelect(searchInput.current),
  });

  // Enter in the search opens the result, once the answer to exactly these words has arrived and has only one row. Of
  // two equal amounts only the person can tell which one is meant.
  const [openFound, setOpenFound] = useState<string>();
  useEffect(() => {
    if (openFound === undefined || openFound !== search || query.loading || !isCurrent) return;
    setOpenFound(undefined);
    const found = connection?.edges[0];
    if (connection?.totalCount !== 1 || !found) return;
    setFocus(true);
    set({ item: found.node.id });
  }, [openFound, search, query.loading, isCurrent, connection, set]);

  const next = () => {
    const at = items.findIndex(({ id }) => id === target.current);
    const following = items[at + 1] ?? items[at - 1];
    choose(following?.id);
    // After the last item no panel is left to take the focus, so the desk takes it. On a phone the list replaces the
    // panel.
    if (!following) root.current?.focus();
  };
  const searchNext = () => {
    set({ item: undefined, search: undefined });
    setFocus(false);
    focusAndSelect(searchInput.current);
  };
  const desk: DeskHandle = { chosen: chosen?.id, choose, addressOf };
  const rows = (
    <ConnectionList
      connection={connection}
      error={query.error}
      refetch={query.refetch}
      fetchMore={query.fetchMore}
      pageSize={pageSize}
      skeleton={props.skeleton}
      empty={props.empty}
      whole={(shown) =>
        list?.(shown, { ...desk, ...(bulk && { ticks: tableTicks(bulk, ticks) }) }) ?? (
          <ul className={styles.queueRows} aria-label={props.label}>
            {shown.map((item) => (
              <li key={item.id} className={bulk && styles.queueTickRow}>
                {bulk && (
                  <Checkbox
                    className={styles.queueTick}
                    checked={bulk.canTick(item) && ticks.has(item.id)}
                    disabled={!bulk.canTick(item)}
                    onChange={({ target }) => ticks.set([item.id], target.checked)}
                    aria-label={t('bulk.tick', { name: bulk.nameOf(item) })}
                  />
                )}
                <Link
                  to={addressOf(item.id)}
                  className={styles.queueRow}
                  aria-current={item.id === chosen?.id ? 'true' : undefined}
                  preventScrollReset
                  onClick={() => choose(item.id)}
                  data-item={item.id}
                >
                  {row?.(item)}
                  <QueueMark id={item.id} />
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    />
  );
  return (
    <QueueItems queue={queue} ids={items.map(({ id }) => id)}>
      <QueueBar
        queue={queue}
        money={props.money}
        figures={props.figures}
        instead={props.instead}
        search={
          props.search !== false && {
            ...props.search,
            inputRef: searchInput,
            onEnter: (text) => setOpenFound(text ? text.slice(0, 100) : undefined),
          }
        }
      />
      {props.notes}
      {bulk && !(onePane && chosen) && (
        <BulkBar bulk={bulk} items={items} ticks={ticks} total={connection?.totalCount ?? 0} />
      )}
      {onePane && chosen && (
        <p>
          <Button type="text" onClick={() => choose(undefined)}>
            {t('desk.back')}
          </Button>
        </p>
      )}
      <div className={`${styles.queueDesk} ${props.wide ? styles.queueDeskWide : ''}`} ref={root} tabIndex={-1}>
        {!(onePane && chosen) && <div>{rows}</div>}
        <div className={styles.queueAside}>
          {props.above}
          {chosen ? (
            <div key={chosen.id}>
              <p>
                <QueueMark id={chosen.id} />
              </p>
              {panel(chosen, { ...desk, focus, next, searchNext })}
            </div>
          ) : (
            !onePane && items.length > 0 && <EmptyState title={t('desk.choose')}>{t('desk.chooseText')}</EmptyState>
          )}
          {props.below}
        </div>
      </div>
    </QueueItems>
  );
}

const tableTicks = <T extends { id: string }>(bulk: DeskBulk<T>, ticks: Ticks<T>): DeskTicks<T> => ({
  ticked: ticks.ticked.map(({ id }) => id),
  canTick: bulk.canTick,
  nameOf: bulk.nameOf,
  set: ticks.set,
});

/** Shown in place of a list when a search finds nothing. */
export function NothingFound({ search, actions }: { search: string; actions?: ReactNode }) {
  const { t } = useTranslation('queue');
  const { set } = useAddressBar();
  return (
    <EmptyState
      title={t('desk.nothingFound', { search })}
      actions={
        <>
          <Button onClick={() => set({ search: undefined, item: undefined })}>{t('desk.clear')}</Button>
          {actions}
        </>
      }
    >
      {t('desk.nothingFoundText')}
    </EmptyState>
  );
}

function useAddressOf(): (id: string) => string {
  const { pathname, search } = useLocation();
  return (id) => {
    const params = new URLSearchParams(search);
    params.set('item', id);
    return `${pathname}?${params.toString()}`;
  };
}

function focusAndSelect(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}
