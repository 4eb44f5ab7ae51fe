import type { GiftLineFragment } from '@hongchuang/schema';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { formatAgo, formatArrival, formatShortDate, isWholeDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useMayTakeDown } from '../../lib/viewer';
import { inKit } from '../../ui/in-kit';
import { Money } from '../../ui/money';
import { TombstoneLine } from '../../ui/tombstone';
import { Skeleton } from '../../ui/states';
import styles from './projects.module.css';
import { Written } from '../../ui/written';

const HideWords = inKit(() => import('./hide-words'));

/** Gifts, newest first. Gifts that arrive while the page is open slide in; the others are not animated. */
export function GiftList<T extends GiftLineFragment>({
  gifts,
  destination,
}: {
  gifts: readonly T[];
  destination?: (gift: T) => ReactNode;
}) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const now = useNow(30_000);
  const mayTakeDown = useMayTakeDown();
  const known = useRef<Set<string>>(undefined);
  known.current ??= new Set(gifts.map(({ id }) => id));
  const before = known.current;
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const { id } of gifts) known.current?.add(id);
    }, 700);
    return () => clearTimeout(timer);
  }, [gifts]);

  return (
    <ul className={styles.gifts}>
      {gifts.map((gift) => {
        const at = gift.paidAt ?? gift.createdAt;
        return (
          <li key={gift.id} className={`${styles.gift} ${before.has(gift.id) ? '' : styles.giftNew}`}>
            <div className={styles.giftHead}>
              <span className={styles.giftName}>
                <Written>{gift.onBehalfOfName ?? gift.displayName}</Written>
              </span>
              <Money fen={gift.amount} className="strong" />
            </div>
            {gift.message && (
              <p className={styles.giftMessage}>
                <Written>{gift.message}</Written>
              </p>
            )}
            {gift.tombstones.map((tombstone) => (
              <TombstoneLine key={tombstone.id} {...tombstone} />
            ))}
            <p className="small quiet">
              {destination?.(gift)}
              {gift.handledBy && <>{t('gifts.by', { name: gift.handledBy })} · </>}
              <time dateTime={at} title={formatArrival(at, language)}>
                {isWholeDay(at) ? formatShortDate(at, language, now) : formatAgo(at, language, now)}
              </time>
              {gift.matchedAmount > 0 && (
                <>
                  {' · '}
                  {t('gifts.matched')} <Money fen={gift.matchedAmount} />
                </>
              )}
            </p>
            {mayTakeDown && <HideWords gift={gift} />}
          </li>
        );
      })}
    </ul>
  );
}

export function GiftListSkeleton({ count = 5 }: { count?: number }) {
  return (
    <div className={styles.gifts}>
      {Array.from({ length: count }, (_, index) => (
        <div className={styles.gift} key={index}>
          <Skeleton width="70%" height={26} />
          <Skeleton width="40%" height={22} />
        </div>
      ))}
    </div>
  );
}
