import type { GiftLineFragment } from '@hongchuang/schema';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { formatAgo, formatArrival, formatShortDate, isWholeDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { Skeleton } from '../../ui/states';
import styles from './projects.module.css';

/** Gifts, newest first. Those that arrive while one looks slide in; those that were there do not move. */
export function GiftList<T extends GiftLineFragment>({ gifts, destination }: { gifts: readonly T[]; destination?: (gift: T) => ReactNode }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const now = useNow(30_000);
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
              <span className={styles.giftName}>{gift.onBehalfOfName ?? gift.displayName}</span>
              <Money fen={gift.amount} className="strong" />
            </div>
            {gift.message && <p className={styles.giftMessage}>{gift.message}</p>}
            <p className="small quiet">
              {destination?.(gift)}
              {gift.onBehalfOfName && gift.onBehalfOfName !== gift.displayName && <>{t('gifts.by', { name: gift.displayName })} · </>}
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
