import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { Button, Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { useFieldFailure } from '../lib/field-failure';
import { useStoredForm } from '../lib/stored-form';
import { useAction } from '../lib/use-action';
import { TextField } from './fields';
import { FailureNotice } from './states';

const REASON_MAX = 500;

/** Shows a sealed value after a reason was typed. The look is on record. */
export function ReadWithReason<TData, TVariables extends OperationVariables>({
  id,
  document,
  variablesOf,
  valueOf,
  words,
  children,
}: {
  /** Names the form, and what was typed into it on this device. */
  id: string;
  document: TypedDocumentNode<TData, TVariables>;
  variablesOf: (reason: string) => TVariables;
  /** Null when nothing is kept. */
  valueOf: (data: TData) => string | null;
  words: { open: string; reason: string; reasonHelp: string; show: string; none: string };
  /** Draws the value. */
  children: (value: string) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const [value, setValue] = useState<string | null>();
  const { formProps, clear, showFailure } = useStoredForm<{ reason: string }>(id, { reason: '' });
  const action = useAction(document, {
    onDone: (data) => {
      clear();
      setValue(valueOf(data));
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  if (value !== undefined) return <p role="status">{value === null ? words.none : children(value)}</p>;
  if (!open)
    return (
      <div>
        <Button type="text" size="small" className="no-print" onClick={() => setOpen(true)}>
          {words.open}
        </Button>
      </div>
    );
  return (
    <Form
      {...formProps}
      name={id.replace(':', '-')}
      className="no-print"
      aria-label={words.open}
      noValidate
      onFinish={({ reason }: { reason: string }) => void action.run(variablesOf(reason.trim()))}
    >
      <TextField name="reason" label={words.reason} help={words.reasonHelp} maxLength={REASON_MAX} required />
      <FailureNotice failure={failure} />
      <Button size="small" htmlType="submit" loading={action.busy}>
        {words.show}
      </Button>
    </Form>
  );
}
