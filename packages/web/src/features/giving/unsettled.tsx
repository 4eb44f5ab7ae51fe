import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/failure';
import type { UnsettledKey } from '../../lib/idempotency-key';
import { formatExact } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';
import styles from './giving.module.css';
import type { PledgeContent } from './plan';

export interface UnsettledProps {
  sent: UnsettledKey<PledgeContent>;
  busy: boolean;
  failure: Failure | undefined;
  onResolve: (content: PledgeContent) => void;
  onDrop: () => void;
}

/** A gift without an answer has to be settled first, because a new gift might be a second one. */
export function Unsettled({ sent, busy, failure, onResolve, onDrop }: UnsettledProps) {
  const { t } = useTranslation('giving');
  return (
    <section className={styles.unsettled} role="alert">
      <h2>{t('unsettled.title', { amount: formatExact(sent.content.amount) })}</h2>
      <p className="measure">{t('unsettled.text')}</p>
      <FailureNotice failure={failure} kind="keyed" />
      <Button type="primary" loading={busy} onClick={() => onResolve(sent.content)}>
        {t('unsettled.resolve')}
      </Button>
      <ConfirmAction
        label={t('unsettled.drop')}
        question={t('unsettled.dropQuestion')}
        confirm={t('unsettled.dropConfirm')}
        keep={t('unsettled.keep')}
        onConfirm={onDrop}
      />
    </section>
  );
}
