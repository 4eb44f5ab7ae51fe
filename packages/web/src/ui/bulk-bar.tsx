import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from './money';
import styles from './ui.module.css';

/** The ids of the ticked items, or everything that the search finds, also what is not loaded. */
export type BulkChoice = readonly string[] | 'all found';

/** What can be done with many items of a queue at once. */
export interface DeskBulk<T> {
  canTick: (item: T) => boolean;
  /** Names an item for screen readers: who and how much. */
  nameOf: (item: T) => string;
  /** The amount of an item in fen, for the sum of the ticked ones. */
  amountOf: (item: T) => number;
  /** Shows what will be done with the choice, and does it. `close` ends the choice. */
  preview: (choice: BulkChoice, close: () => void) => ReactNode;
  /** Each item needs something of its own, such as a reference, so only ticked items can be worked at once. */
  onlyTicked?: boolean;
}

/** The ticks of a desk. Items that have left the list are no longer ticked. */
export interface Ticks<T> {
  ticked: readonly T[];
  has: (id: string) => boolean;
  set: (ids: readonly string[], on: boolean) => void;
}

export function useTicks<T extends { id: string }>(items: readonly T[], bulk: DeskBulk<T> | undefined): Ticks<T> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    ticked: bulk === undefined ? [] : items.filter((item) => ids.has(item.id) && bulk.canTick(item)),
    has: (id) => ids.has(id),
    set(changed, on) {
      const next = new Set(ids);
      for (const id of changed)
        if (on) next.add(id);
        else next.delete(id);
      setIds(next);
    },
  };
}

interface BulkBarProps<T extends { id: string }> {
  bulk: DeskBulk<T>;
  items: readonly T[];
  ticks: Ticks<T>;
  /** How many items the search finds. */
  total: number;
}

/** Says how many items are ticked and their sum, and leads to the preview. Nothing is done before the preview. */
export function BulkBar<T extends { id: string }>({ bulk, items, ticks, total }: BulkBarProps<T>) {
  const { t } = useTranslation('queue');
  const [open, setOpen] = useState<'ticked' | 'all found'>();
  const can = items.filter((item) => bulk.canTick(item)).map(({ id }) => id);
  const { ticked } = ticks;
  const sum = ticked.reduce((total, item) => total + bulk.amountOf(item), 0);
  const tickedIds = ticked.map(({ id }) => id);
  const close = () => {
    setOpen(undefined);
    ticks.set(tickedIds, false);
  };
  return (
    <section className={styles.bulkBar} aria-label={t('bulk.label')}>
      <div className="row">
        <Checkbox
          checked={can.length > 0 && ticked.length === can.length}
          indeterminate={ticked.length > 0 && ticked.length < can.length}
          disabled={can.length === 0}
          onChange={({ target }) => ticks.set(can, target.checked)}
        >
          {t('bulk.shown', { count: can.length })}
        </Checkbox>
        <span role="status" className="num">
          {ticked.length > 0 && (
            <>
              {t('bulk.ticked', { count: ticked.length })} <Money fen={sum} exact />
            </>
          )}
        </span>
        {ticked.length > 0 && (
          <Button type="primary" onClick={() => setOpen('ticked')}>
            {t('bulk.preview', { count: ticked.length })}
          </Button>
        )}
        {total > 0 && !bulk.onlyTicked && (
          <Button onClick={() => setOpen('all found')}>{t('bulk.previewAll', { count: total })}</Button>
        )}
      </div>
      {open === 'all found' && bulk.preview('all found', close)}
      {open === 'ticked' && ticked.length > 0 && bulk.preview(tickedIds, close)}
    </section>
  );
}
