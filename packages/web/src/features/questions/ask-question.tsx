import { AskQuestionDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { LIMITS } from './limits';

/** The form for a question. It loads only for people who are signed in and do not answer here themselves. */
export default function AskQuestion({ projectId }: { projectId: string }) {
  const { t } = useTranslation('questions');
  const stored = useStoredForm<{ text: string }>(`question:${projectId}`, { text: '' });
  const [writing, setWriting] = useState(stored.restored);
  const [sent, setSent] = useState(false);
  const action = useKeyedAction(
    AskQuestionDocument,
    `question:${projectId}`,
    (text: string, idempotencyKey) => ({ input: { projectId, text, idempotencyKey } }),
    {
      refetch: ['ProjectQuestions'],
      onDone: () => {
        stored.clear();
        stored.form.resetFields();
        setWriting(false);
        setSent(true);
      },
    },
  );
  const failure = useFieldFailure(action.failure, stored.showFailure);
  if (!writing) {
    return (
      <div className="stack no-print" style={{ gap: 8, justifyItems: 'start' }}>
        <p role="status" className="pine">
          {sent && t('ask.sent')}
        </p>
        <Button
          onClick={() => {
            setWriting(true);
            setSent(false);
          }}
        >
          {t('ask.open')}
        </Button>
      </div>
    );
  }
  return (
    <Form
      {...stored.formProps}
      name="question"
      aria-label={t('ask.open')}
      className="measure no-print"
      onFinish={({ text }: { text: string }) => void action.send(text.trim())}
    >
      <TextAreaField name="text" label={t('ask.text')} help={t('ask.help')} maxLength={LIMITS.text} rows={3} required />
      <div className="stack">
        <FailureNotice failure={failure} kind={action.kind} />
        <div className="row">
          <Button htmlType="submit" loading={action.busy}>
            {t('ask.send')}
          </Button>
          <Button type="text" onClick={() => setWriting(false)}>
            {t('ask.close')}
          </Button>
        </div>
      </div>
    </Form>
  );
}
