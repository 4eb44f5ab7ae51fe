import { StopProgrammeAllocationDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';

/** Stops an allocation in public notice, with a reason for everybody. */
export function StopAllocation({ id }: { id: string }) {
  const { t } = useTranslation('programmes');
  const [open, setOpen] = useState(false);
  const stop = useAction(StopProgrammeAllocationDocument, { refetch: ['ProgrammePage'] });
  const { formProps, clear, showFailure } = useStoredForm(`programme-stop:${id}`, { reason: '' });
  const failure = useFieldFailure(stop.failure, showFailure);
  if (!open)
    return (
      <div>
        <Button size="small" className="no-print" onClick={() => setOpen(true)}>
          {t('allocation.stop')}
        </Button>
      </div>
    );
  return (
    <Form
      {...formProps}
      className="measure no-print"
      onFinish={async ({ reason }) => {
        if (await stop.run({ id, reason: reason.trim() })) clear();
      }}
    >
      <TextAreaField name="reason" label={t('allocation.stopReason')} maxLength={500} required />
      <FailureNotice failure={failure} kind="write" />
      <div className="row" style={{ gap: 8 }}>
        <SubmitButton action={stop}>{t('allocation.stop')}</SubmitButton>
        <Button onClick={() => setOpen(false)}>{t('decide.keep')}</Button>
      </div>
    </Form>
  );
}
