import { CorrectDisclosureReportDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { REPORT_LIMITS } from './owed';

/** Publishes a correction below a published report. */
export function CorrectionForm({ reportId }: { reportId: string }) {
  const { t } = useTranslation('disclosure');
  const [writing, setWriting] = useState(false);
  const action = useKeyedAction(
    CorrectDisclosureReportDocument,
    `correction:${reportId}`,
    (text: string, idempotencyKey) => ({ input: { reportId, text, idempotencyKey } }),
  );
  const { form, formProps, clear, showFailure } = useStoredForm<{ text: string }>(`correction:${reportId}`, {
    text: '',
  });
  const failure = useFieldFailure(action.failure, showFailure);
  if (!writing) {
    return (
      <div>
        <Button size="small" onClick={() => setWriting(true)}>
          {t('correction.write')}
        </Button>
      </div>
    );
  }
  return (
    <Form
      {...formProps}
      name={`correction-${reportId}`}
      aria-label={t('correction.write')}
      onFinish={async ({ text }: { text: string }) => {
        if (!(await action.send(text.trim()))) return;
        clear();
        form.resetFields();
        setWriting(false);
      }}
    >
      <TextAreaField
        name="text"
        label={t('correction.text')}
        help={t('correction.help')}
        required
        maxLength={REPORT_LIMITS.correction}
      />
      <FailureNotice failure={failure} kind={action.kind} onRetry={() => form.submit()} />
      <div className="row" style={{ gap: 8 }}>
        <Button htmlType="submit" loading={action.busy}>
          {t('correction.publish')}
        </Button>
        <Button type="text" onClick={() => setWriting(false)}>
          {t('correction.close')}
        </Button>
      </div>
    </Form>
  );
}
