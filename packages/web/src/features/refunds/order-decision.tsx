import { ApproveRefundDocument, type RefundToDecideFragment, WithdrawRefundDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { TextField } from '../../ui/fields';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import { LIMITS } from './limits';
import styles from './refunds.module.css';

export interface OrderDecisionProps {
  order: RefundToDecideFragment;
  onDecided: (order: RefundToDecideFragment) => void;
  /** Called when another person was faster or the order has changed, so that the list is read again. */
  onStale: () => void;
}

/** The totals of an order, and what the viewer may do with it. */
export function OrderDecision({ order, onDecided, onStale }: OrderDecisionProps) {
  const { t } = useTranslation('refunds');
  const language = useLanguage();
  const isReversal = order.cause === 'MISTAKEN_CONFIRMATION';
  const mayApprove = order.viewerActions.includes('APPROVE');
  const waits = order.status === 'PREPARED';
  const { formProps, clear, showFailure } = useStoredForm<{ bankReference: string }>(`approve:${order.id}`, {
    bankReference: '',
  });
  const approve = useAction(ApproveRefundDocument, {
    onDone: ({ approveRefund }) => {
      clear();
      onDecided(approveRefund);
    },
  });
  const withdraw = useAction(WithdrawRefundDocument, { onDone: ({ withdrawRefund }) => onDecided(withdrawRefund) });
  const failure = useFieldFailure(approve.failure, showFailure);

  return (
    <div className={styles.side}>
      <dl className={styles.sum}>
        <div>
          <dt>{t('desk.giftCount')}</dt>
          <dd className="num">{order.giftCount}</dd>
        </div>
        <div className={styles.total}>
          <dt>{t(isReversal ? 'desk.totalReversed' : 'desk.total')}</dt>
          <dd>
            <Money fen={order.total} exact />
          </dd>
        </div>
      </dl>
      <p className="small quiet">
        {t('desk.preparedBy', { name: order.preparedBy ?? '', date: formatDateTime(order.preparedAt, language) })}
      </p>
      {waits && !mayApprove && order.viewerActions.includes('WITHDRAW') && <p className="small">{t('desk.yourOwn')}</p>}
      {waits && order.viewerActions.length === 0 && <p className="small">{t('desk.notYours')}</p>}
      {mayApprove && (
        <Form
          {...formProps}
          name={`approve-${order.id}`}
          onFinish={async ({ bankReference }: { bankReference?: string }) => {
            await approve.run({ id: order.id, bankReference: bankReference?.trim() || null });
          }}
        >
          {!isReversal && (
            <TextField
              name="bankReference"
              label={t('desk.reference')}
              help={t('desk.referenceHelp')}
              autoComplete="off"
              rules={[{ max: LIMITS.bankReference, message: t('desk.referenceLong', { max: LIMITS.bankReference }) }]}
            />
          )}
          <div className="stack" style={{ justifyItems: 'start', gap: 8 }}>
            <p className="small quiet">{t(isReversal ? 'desk.approveReversalMeans' : 'desk.approveMeans')}</p>
            <FailureNotice failure={failure} kind="write" />
            <Button htmlType="submit" loading={approve.busy}>
              {t(isReversal ? 'desk.approveReversal' : 'desk.approve', { amount: formatExact(order.total, 'always') })}
            </Button>
          </div>
        </Form>
      )}
      {order.viewerActions.includes('WITHDRAW') && (
        <div>
          <ConfirmAction
            label={t(mayApprove ? 'desk.refuse' : 'desk.withdraw')}
            question={t('desk.withdrawQuestion')}
            confirm={t(mayApprove ? 'desk.refuse' : 'desk.withdrawConfirm')}
            keep={t('desk.withdrawKeep')}
            busy={withdraw.busy}
            onConfirm={() => withdraw.run({ id: order.id })}
          />
        </div>
      )}
      <FailureNotice failure={withdraw.failure} kind="write" />
      {(failure ?? withdraw.failure) && (
        <p className="small quiet">
          {t('desk.stale')}{' '}
          <Button size="small" onClick={onStale}>
            {t('desk.reload')}
          </Button>
        </p>
      )}
    </div>
  );
}
