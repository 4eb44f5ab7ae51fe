import {
  ConfirmMatchPaymentDocument,
  DecideMatchFundDocument,
  EndMatchFundDocument,
  type MatchFundPartsFragment,
  PrepareMatchReturnDocument,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { parseYuan } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { TextAreaField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { useAmountRule } from './amount-rule';

const REASON_MAX = 500;
const REFERENCE_MAX = 64;

type ReasonAct = 'refuse' | 'end' | 'return';
type Act = ReasonAct | 'fill';

/** What the viewer can do with a fund: publish or refuse it, confirm the sponsor's transfer, end it, prepare its return. */
export function FundActions({ fund }: { fund: MatchFundPartsFragment }) {
  const { t } = useTranslation('matching');
  const { id, viewerActions } = fund;
  const publish = useAction(DecideMatchFundDocument);
  const [open, setOpen] = useState<Act | null>(null);
  if (viewerActions.length === 0) return null;
  const decides = viewerActions.includes('DECIDE');
  const close = () => setOpen(null);
  return (
    <div className="stack no-print">
      <div className="row" style={{ gap: 8 }}>
        {decides && (
          <ConfirmAction
            label={t('act.publish')}
            question={t('act.publishQuestion')}
            confirm={t('act.publish')}
            keep={t('act.keep')}
            busy={publish.busy}
            onConfirm={() => publish.run({ id, accepted: true })}
          />
        )}
        {open === null && (
          <>
            {decides && (
              <Button size="small" onClick={() => setOpen('refuse')}>
                {t('act.refuse')}
              </Button>
            )}
            {viewerActions.includes('FILL') && (
              <Button size="small" onClick={() => setOpen('fill')}>
                {t('act.fill')}
              </Button>
            )}
            {viewerActions.includes('END') && (
              <Button size="small" onClick={() => setOpen('end')}>
                {t('act.end')}
              </Button>
            )}
            {viewerActions.includes('RETURN') && (
              <Button size="small" onClick={() => setOpen('return')}>
                {t('act.return')}
              </Button>
            )}
          </>
        )}
      </div>
      <FailureNotice failure={publish.failure} kind={publish.kind} />
      {open === 'fill' && <FillForm id={id} onClose={close} />}
      {open !== null && open !== 'fill' && <ReasonForm key={open} id={id} act={open} onClose={close} />}
    </div>
  );
}

function ReasonForm({ id, act, onClose }: { id: string; act: ReasonAct; onClose: () => void }) {
  const { t } = useTranslation('matching');
  const { formProps, clear, showFailure } = useStoredForm(`match-fund-${act}:${id}`, { reason: '' });
  const onDone = () => {
    clear();
    onClose();
  };
  const refuse = useAction(DecideMatchFundDocument, { leaves: true, onDone });
  const end = useAction(EndMatchFundDocument, { leaves: true, onDone });
  const back = useAction(PrepareMatchReturnDocument, { leaves: true, onDone });
  const action = { refuse, end, return: back }[act];
  const failure = useFieldFailure(action.failure, showFailure);
  const send = (reason: string) =>
    act === 'refuse'
      ? refuse.run({ id, accepted: false, reason })
      : act === 'end'
        ? end.run({ id, reason })
        : back.run({ fundId: id, reason });
  return (
    <Form {...formProps} className="measure" onFinish={({ reason }) => void send(reason.trim())}>
      <TextAreaField
        name="reason"
        label={t(`act.${act}Reason`)}
        help={t(`act.${act}Help`)}
        maxLength={REASON_MAX}
        required
      />
      <FailureNotice failure={failure} kind={action.kind} />
      <div className="row" style={{ gap: 8 }}>
        <SubmitButton action={action}>{t(`act.${act}`)}</SubmitButton>
        <Button onClick={onClose}>{t('act.keep')}</Button>
      </div>
    </Form>
  );
}

/** A treasurer confirms one transfer of the sponsor, as the bank's line says it. */
function FillForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('matching');
  const amountRule = useAmountRule();
  const { formProps, clear, showFailure } = useStoredForm(`match-fund-fill:${id}`, { amount: '', bankReference: '' });
  const action = useAction(ConfirmMatchPaymentDocument, {
    leaves: true,
    onDone: () => {
      clear();
      onClose();
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  const send = ({ amount, bankReference }: { amount: string; bankReference: string }) => {
    const fen = parseYuan(amount);
    if (fen !== undefined) void action.run({ input: { fundId: id, amount: fen, bankReference: bankReference.trim() } });
  };
  return (
    <Form {...formProps} className="measure" onFinish={send}>
      <TextField
        name="amount"
        label={t('act.fillAmount')}
        prefix="¥"
        inputMode="decimal"
        rules={[amountRule]}
        required
      />
      <TextField name="bankReference" label={t('act.fillReference')} maxLength={REFERENCE_MAX} required />
      <FailureNotice failure={failure} kind={action.kind} />
      <div className="row" style={{ gap: 8 }}>
        <SubmitButton action={action}>{t('act.fill')}</SubmitButton>
        <Button onClick={onClose}>{t('act.keep')}</Button>
      </div>
    </Form>
  );
}
