import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import type { TakedownCause } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../lib/field-failure';
import { useStoredForm } from '../lib/stored-form';
import { useAction } from '../lib/use-action';
import { SelectField, TextAreaField } from './fields';
import { FailureNotice } from './states';

const CAUSES: readonly TakedownCause[] = ['PERSONAL_DATA', 'AT_REQUEST', 'OFFENSIVE', 'UNLAWFUL', 'FALSE'];
const REASON_MAX = 500;

export interface Decision {
  cause: TakedownCause;
  reason: string;
}

/**
 * Takes something public down, with a public cause and a reason for the trace. The caller shows it to those who may
 * decide (`useMayTakeDown`).
 */
export function TakeDown<TData, TVariables extends OperationVariables>({
  id,
  label,
  says,
  document,
  variablesOf,
}: {
  id: string;
  /** Names the thing for screen readers. */
  label: string;
  /** What will happen. */
  says: string;
  document: TypedDocumentNode<TData, TVariables>;
  variablesOf: (decision: Decision) => TVariables;
}) {
  const { t } = useTranslation('privacy');
  const [open, setOpen] = useState(false);
  const { formProps, clear, showFailure } = useStoredForm<Partial<Decision>>(`take-down:${id}`, { reason: '' });
  const action = useAction(document, {
    onDone: () => {
      clear();
      setOpen(false);
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  if (!open)
    return (
      <Button type="text" size="small" className="no-print" aria-label={label} onClick={() => setOpen(true)}>
        {t('takeDown.open')}
      </Button>
    );
  return (
    <Form
      {...formProps}
      name={`take-down-${id}`}
      aria-label={label}
      noValidate
      onFinish={({ cause, reason = '' }) =>
        cause !== undefined && void action.run(variablesOf({ cause, reason: reason.trim() }))
      }
    >
      <p className="small">{says}</p>
      <SelectField
        name="cause"
        label={t('takeDown.cause')}
        help={t('takeDown.causeHelp')}
        required
        options={CAUSES.map((value) => ({ value, label: t(`terms:takedownCause.${value}`) }))}
      />
      <TextAreaField
        name="reason"
        label={t('takeDown.reason')}
        help={t('takeDown.reasonHelp')}
        required
        maxLength={REASON_MAX}
        rows={2}
      />
      <FailureNotice failure={failure} />
      <div className="row" style={{ gap: 8 }}>
        <Button size="small" onClick={() => setOpen(false)}>
          {t('takeDown.keep')}
        </Button>
        <Button size="small" danger htmlType="submit" loading={action.busy}>
          {t('takeDown.confirm')}
        </Button>
      </div>
    </Form>
  );
}
