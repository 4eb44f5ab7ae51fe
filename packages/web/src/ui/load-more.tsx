import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../lib/address-bar';
import { toFailure } from '../lib/failure';
import { Button } from './button';
import { FailureNotice } from './states';
import styles from './ui.module.css';

/** The largest page that the server returns. */
export const LARGEST_PAGE = 100;

/**
 * Returns how many rows to request first: as many as the address says were shown before, so that the back button and a
 * reload return to the same place. The number is decided once, because a changed `first` would be another list.
 */
export function useShownCount(pageSize: number, name = 'shown'): number {
  const { get } = useAddressBar();
  const [count] = useState(() => {
    const asked = Number(get(name));
    return Number.isInteger(asked) && asked > pageSize ? Math.min(asked, LARGEST_PAGE) : pageSize;
  });
  return count;
}

export interface LoadMoreProps {
  shown: number;
  total: number;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  /** useQuery's fetchMore. */
  fetchMore: (options: { variables: { after: string | null } }) => Promise<unknown>;
  pageSize: number;
  /** The name in the address bar, for a page with two lists. False keeps a small list out of the address. */
  name?: string | false;
}

/** The end of a list: the number of shown rows, the total, and a button that loads more. */
export function LoadMore({ shown, total, pageInfo, fetchMore, pageSize, name = 'shown' }: LoadMoreProps) {
  const { t } = useTranslation('app');
  const { set } = useAddressBar();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (total === 0) return null;

  const more = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await fetchMore({ variables: { after: pageInfo.endCursor ?? null } });
      if (name !== false) set({ [name]: String(shown + pageSize) });
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={styles.pager}>
      {error !== undefined && <FailureNotice failure={toFailure(error)} kind="read" />}
      {pageInfo.hasNextPage && (
        <Button onClick={() => void more()} loading={busy}>
          {t('paging.more')}
        </Button>
      )}
      {(pageInfo.hasNextPage || total > pageSize) && (
        <p className="small quiet num" role="status">
          {t('paging.shown', { shown, total })}
        </p>
      )}
    </div>
  );
}
