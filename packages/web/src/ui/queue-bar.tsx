import { useQuery } from '@apollo/client/react';
import { QueueDocument } from '@hongchuang/schema';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../lib/address-bar';
import { QUEUE_SORTS, useQueueView } from '../lib/queue-view';
import { Figure, Figures } from './figures';
import { Money } from './money';
import { SavedViews } from './saved-views';
import { SearchBox, type SearchBoxProps } from './search-box';
import { Skeleton } from './states';
import styles from './ui.module.css';

export interface QueueBarProps {
  queue: string;
  /** Set for items that are money, which can be sorted by amount. */
  money?: boolean;
  /** The words of the search; false for a queue that cannot be searched. */
  search?: Partial<Pick<SearchBoxProps, 'label' | 'hint' | 'inputRef' | 'onEnter'>> | false;
  /**
   * The list that is shown instead of the queue, such as the decided items. Its count replaces the figures of the
   * queue.
   */
  instead?: { label: string; count: number | undefined };
  /** Further figures, such as the work done in this session. */
  figures?: ReactNode;
}

/** Shows the figures of a queue, its search and sorting, and the views that the person saved for it. */
export function QueueBar({ queue, money = false, search = {}, instead, figures }: QueueBarProps) {
  const { t } = useTranslation('queue');
  const { set } = useAddressBar();
  const view = useQueueView();
  return (
    <div className={styles.queueBar}>
      <Figures>
        {instead ? (
          <Figure label={instead.label}>{instead.count ?? <Skeleton width={48} height={28} />}</Figure>
        ) : (
          <QueueFigures queue={queue} money={money} search={view.search} />
        )}
        {figures}
      </Figures>
      <search className={styles.queueSearch}>
        {search && <SearchBox label={t('search')} hint={t('searchHint')} {...search} clears={['shown', 'item']} />}
        <Select
          aria-label={t('sort.label')}
          value={view.sort}
          onChange={(sort) => set({ sort: sort === 'DEADLINE' ? undefined : sort, shown: undefined })}
          options={QUEUE_SORTS.filter((sort) => money || sort !== 'LARGEST').map((value) => ({
            value,
            label: t(`sort.${value}`),
          }))}
          popupMatchSelectWidth={false}
        />
      </search>
      <SavedViews desk={queue} />
    </div>
  );
}

/** The figures of the whole result and not of the page: how much waits, its sum, and what is overdue. */
function QueueFigures({ queue, money, search }: { queue: string; money: boolean; search: string | null }) {
  const { t } = useTranslation('queue');
  const { data, previousData } = useQuery(QueueDocument, {
    variables: { name: queue, search },
    fetchPolicy: 'cache-and-network',
  });
  const state = (data ?? previousData)?.queue;
  const found = search !== null;
  return (
    <>
      <Figure label={t(found ? 'figure.found' : 'figure.count')}>
        {state ? state.count : <Skeleton width={48} height={28} />}
      </Figure>
      {money && (
        <Figure label={t(found ? 'figure.totalFound' : 'figure.total')}>
          {state ? <Money fen={state.total ?? 0} exact /> : <Skeleton width={120} height={28} />}
        </Figure>
      )}
      {state !== undefined && state.overdue > 0 && <Figure label={t('figure.overdue')}>{state.overdue}</Figure>}
    </>
  );
}
