import { RaiseObjectionDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';

/** The form for an objection during the public notice. It loads only for people who may object. */
export default function RaiseObjection({ projectId }: { projectId: string }) {
  const { t } = useTranslation('projects');
  const stored = useStoredForm<{ text: string }>(`objection:${projectId}`, { text: '' });
  const [writing, setWriting] = useState(stored.restored);
  const [sent, setSent] = useState(false);
  const action = useKeyedAction(
    RaiseObjectionDocument,
    `objection:${projectId}`,
    (text: string, idempotencyKey) => ({ projectId, text, idempotencyKey }),
    {
      leaves: true,
      onDone: () => {
        stored.clear();
        stored.form.resetFields();
        setWriting(false);
        setSent(true);
      },
    },
  );
  if (sent)
    return (
      <p role="status" className="pine">
        {t('notice.sent')}
      </p>
    );
  if (!writing) {
    return (
      <div>
        <Button onClick={() => setWriting(true)}>{t('notice.write')}</Button>
      </div>
    );
  }
  return (
    <Form
      {...stored.formProps}
      onFinish={async ({ text }: { text: string }) => {
        await action.send(text.trim());
      }}
      className="measure"
    >
      <TextAreaField name="text" label={t('notice.text')} help={t('notice.help')} maxLength={2000} rows={4} required />
      <div className="stack">
        <FailureNotice failure={action.failure} kind={action.kind} />
        <div className="row">
          <Button htmlType="submit" loading={action.busy}>
            {t('notice.send')}
          </Button>
          <Button type="text" onClick={() => setWriting(false)}>
            {t('notice.later')}
          </Button>
        </div>
      </div>
    </Form>
  );
}
