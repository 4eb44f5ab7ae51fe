import type { RefundGiftFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/money';
import { GiftRow } from './gift-row';
import styles from './refunds.module.css';

/** The gifts of an order: donor, amount, account, and the state of each refund. */
export function OrderGifts({ gifts, isReversal }: { gifts: readonly RefundGiftFragment[]; isReversal: boolean }) {
  const { t } = useTranslation('refunds');
  return (
    <ol className={`${styles.gifts} ${styles.allGifts}`} aria-label={t('desk.gifts')}>
      {gifts.map(({ amount, payee, pledge, state }) => (
        <li key={pledge.id}>
          <span className={styles.giftFacts}>
            <GiftRow gift={pledge} />
            {!isReversal && (
              <span className="small quiet num">
                {pledge.payment === 'SANDBOX'
                  ? t('page.play')
                  : pledge.payment !== 'BANK_TRANSFER'
                    ? t('page.provider', { way: t(`terms:paymentMethod.${pledge.payment}`) })
                    : payee?.account
                      ? t('page.account', { name: payee.name ?? '', account: payee.account })
                      : payee?.name
                        ? t('page.nameOnly', { name: payee.name })
                        : t('page.unknown')}
              </span>
            )}
          </span>
          <span className={styles.giftEnd}>
            <Money fen={amount} exact />
            {state && <span className="small quiet">{t(`page.state.${state}`)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
