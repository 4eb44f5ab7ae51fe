import { useApolloClient } from '@apollo/client/react';
import { ConfirmTransferDocument, type TransferToConfirmFragment } from '@hongchuang/schema';
import { Button, Checkbox, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '../../lib/browser';
import { formatDateTime, shanghaiDay } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { removeFromList } from '../../lib/remove-from-list';
import { formatExact, parseYuan } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ActsOf } from '../../ui/acts-of';
import { CopyButton } from '../../ui/copy-button';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import { payerOf } from './transfer-list';
import { compareAmount } from './transfer';
import { ReadPhone } from './read-phone';
import { EndPromise } from './end-promise';
import styles from './treasury.module.css';
import { Written } from '../../ui/written';

const REFERENCE_MAX = 64;
const REASON_MAX = 200;

interface ConfirmForm {
  amount: string;
  /** The day of the bank's line, YYYY-MM-DD. */
  paidOn: string;
  bankReference: string;
  acceptOtherAmount: boolean;
  referenceReason: string;
}

interface ConfirmPanelProps {
  transfer: TransferToConfirmFragment;
  /** The person chose the transfer just now, so the focus moves into the form. */
  focus: boolean;
  onConfirmed: (confirmed: TransferToConfirmFragment) => void;
  onEnded: () => void;
}

/**
 * Confirms one transfer against the bank's line: amount, Tab, reference, Enter. Money of an earlier day needs one more
 * field.
 */
export function ConfirmPanel({ transfer, focus, onConfirmed, onEnded }: ConfirmPanelProps) {
  const { t } = useTranslation('treasury');
  const language = useLanguage();
  const now = useNow();
  const today = shanghaiDay(now.toISOString());
  // The money for a lapsed pledge arrived on an earlier day, which the form cannot guess.
  const isPast = transfer.expiresAt != null && new Date(transfer.expiresAt) <= now;
  const { cache } = useApolloClient();
  const { form, formProps, clear, showFailure } = useStoredForm<ConfirmForm>(`confirm:${transfer.id}`, {
    amount: '',
    paidOn: isPast ? '' : today,
    bankReference: '',
    acceptOtherAmount: false,
    referenceReason: '',
  });
  const typed = Form.useWatch('amount', form) ?? '';
  const accepts = Form.useWatch('acceptOtherAmount', form) === true;
  const comparison = compareAmount(typed, transfer.amount);
  const amountInput = useRef<InputRef>(null);
  const action = useAction(ConfirmTransferDocument, {
    onDone: ({ confirmPayment }) => {
      clear();
      removeFromList(cache, 'paymentQueue', 'Pledge', transfer.id);
      onConfirmed(confirmPayment);
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  const differs = comparison.state === 'more' || comparison.state === 'less';
  // When the reference turns out to be used already, the person can give the reason why it pays again.
  const isUsed = action.failure?.code === 'CONFLICT' && action.failure.field?.at(-1) === 'bankReference';
  const reasonTyped = Form.useWatch('referenceReason', form) ?? '';
  const asksReason = isUsed || reasonTyped !== '';

  useEffect(() => {
    if (focus) amountInput.current?.focus({ cursor: 'all' });
  }, [focus]);

  const send = async ({ amount, paidOn, bankReference, acceptOtherAmount, referenceReason }: ConfirmForm) => {
    const fen = parseYuan(amount);
    if (fen === undefined) return;
    await action.run({
      input: {
        pledgeId: transfer.id,
        amount: fen,
        paidOn,
        bankReference: bankReference.trim(),
        acceptOtherAmount: differs && acceptOtherAmount === true,
        referenceReason: referenceReason?.trim() || null,
      },
    });
  };

  const tone = { equal: 'num pine', more: 'num amber', less: 'num amber', empty: undefined, invalid: undefined };
  return (
    <section className={styles.panel} aria-labelledby="confirm-title">
      <div className="stack" style={{ gap: 4 }}>
        <h2 id="confirm-title">{t('panel.title')}</h2>
        {transfer.remarkCode && (
          <div className="row" style={{ gap: 8 }}>
            <span className={`${styles.code} ${styles.panelCode}`}>{transfer.remarkCode}</span>
            <CopyButton text={transfer.remarkCode} what={t('column.code')} />
          </div>
        )}
        <p>
          <span className="strong">{payerOf(transfer)}</span>
          {transfer.onBehalfOfName && transfer.payerName && (
            <span className="quiet"> {t('handledBy', { name: transfer.payerName })}</span>
          )}
        </p>
        {!transfer.onBehalfOfName && transfer.displayName !== payerOf(transfer) && (
          <p className="small quiet">{t('shownAs', { name: transfer.displayName })}</p>
        )}
        <p className="small">
          <Link to={`/projects/${transfer.project.slug}`}>
            <Written>{transfer.project.title}</Written>
          </Link>
        </p>
        <p className="small quiet">{t('panel.created', { date: formatDateTime(transfer.createdAt, language) })}</p>
        {isPast && <p className="small amber">{t('panel.past')}</p>}
      </div>
      <div className={styles.due}>
        <span className="quiet">{t('panel.pledged')}</span>
        <Money fen={transfer.amount} exact className={styles.dueAmount} />
      </div>
      <ActsOf role="TREASURER" duty={transfer.project.viewerDuty}>
        <Form {...formProps} onFinish={send}>
          <Form.Item
            name="amount"
            label={t('panel.amount')}
            extra={
              <span className={tone[comparison.state]} role="status">
                {comparison.state === 'equal'
                  ? `✓ ${t('panel.equal')}`
                  : comparison.state === 'more' || comparison.state === 'less'
                    ? t(`panel.${comparison.state}`, { amount: formatExact(comparison.difference, 'always') })
                    : t('panel.amountHelp')}
              </span>
            }
            required
            rules={[
              {
                validator: (_rule, value: unknown) => {
                  const found = compareAmount(String(value ?? ''), transfer.amount);
                  if (found.state === 'empty') return Promise.reject(new Error(t('app:field.required')));
                  if (found.state === 'invalid') return Promise.reject(new Error(t('app:field.amount')));
                  return found.state === 'equal' || form.getFieldValue('acceptOtherAmount') === true
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('panel.differs')));
                },
              },
            ]}
            // While the person types, every amount differs; the line below shows by how much.
            validateTrigger={[]}
          >
            <Input ref={amountInput} className="num" inputMode="decimal" prefix="¥" autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="bankReference"
            label={t('panel.reference')}
            extra={t('panel.referenceHelp')}
            required
            rules={[
              { required: true, whitespace: true, message: t('app:field.required') },
              { max: REFERENCE_MAX, message: t('panel.referenceLong', { max: REFERENCE_MAX }) },
            ]}
          >
            <Input className="num" autoComplete="off" spellCheck={false} />
          </Form.Item>
          {/* Behind the reference, because the amount differs while it is typed: a Tab right after the last digit
           would focus this box, which then disappears together with the focus. */}
          {differs && (
            <Form.Item name="acceptOtherAmount" valuePropName="checked" extra={t('panel.acceptHelp')}>
              <Checkbox>
                {t('panel.accept', {
                  promised: formatExact(transfer.amount, 'always'),
                  arrived: formatExact(parseYuan(typed) ?? 0, 'always'),
                })}
              </Checkbox>
            </Form.Item>
          )}
          {asksReason && (
            <Form.Item
              name="referenceReason"
              label={t('panel.reason')}
              extra={t('panel.reasonHelp')}
              rules={[{ max: REASON_MAX, message: t('panel.referenceLong', { max: REASON_MAX }) }]}
            >
              <Input autoComplete="off" />
            </Form.Item>
          )}
          {/* Behind the reference, because a treasurer who confirms today's money presses Enter there. */}
          <Form.Item
            name="paidOn"
            label={t('panel.paidOn')}
            extra={t('panel.paidOnHelp')}
            required
            rules={[
              { required: true, message: t('app:field.required') },
              {
                validator: (_rule, day: string) =>
                  day > today ? Promise.reject(new Error(t('panel.paidOnFuture'))) : Promise.resolve(),
              },
            ]}
          >
            <Input type="date" max={today} />
          </Form.Item>
          <div className="stack">
            <FailureNotice failure={failure} kind="write" />
            <Button type="primary" htmlType="submit" block loading={action.busy}>
              {comparison.state === 'equal'
                ? t('panel.confirm', { amount: formatExact(transfer.amount) })
                : differs && accepts
                  ? t('panel.confirm', { amount: formatExact(parseYuan(typed) ?? 0, 'always') })
                  : t('panel.confirmPlain')}
            </Button>
          </div>
        </Form>
      </ActsOf>
      <ActsOf role="TREASURER">
        <ReadPhone key={`phone-${transfer.id}`} transfer={transfer} />
        <EndPromise key={transfer.id} transfer={transfer} onEnded={onEnded} />
      </ActsOf>
    </section>
  );
}
