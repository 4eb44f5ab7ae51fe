import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { UnsettledKey } from '../../lib/idempotency-key';
import { formatExact } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import styles from './giving.module.css';
import type { PledgeContent } from './plan';

/** A gift without an answer comes first: giving anew might give twice. */
export function Unsettled({ sent, onResolve, onDrop }: { sent: UnsettledKey<PledgeContent>; onResolve: (content: PledgeContent) => void; onDrop: () => void }) {
  const { t } = useTranslation('giving');
  return (
    <section className={styles.unsettled} role="alert">
      <h2>{t('unsettled.title', { amount: formatExact(sent.content.amount) })}</h2>
      <p className="measure">{t('unsettled.text')}</p>
      <Button type="primary" onClick={() => onResolve(sent.content)}>
        {t('unsettled.resolve')}
      </Button>
      <ConfirmAction label={t('unsettled.drop')} question={t('unsettled.dropQuestion')} confirm={t('unsettled.dropConfirm')} keep={t('unsettled.keep')} onConfirm={onDrop} />
    </section>
  );
}
