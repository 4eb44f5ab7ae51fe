import {
  AnswerQuestionDocument,
  CorrectAnswerDocument,
  HideQuestionDocument,
  type QuestionPartsFragment,
  RestoreQuestionDocument,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { LIMITS } from './limits';

/**
 * What editors of the unit and staff do with a question: answer it, correct the answer, hide it with a reason, show it
 * again.
 */
export default function QuestionWork({
  question,
  answers,
  hides,
  restores,
  onHidden,
}: {
  question: QuestionPartsFragment;
  answers: boolean;
  hides: boolean;
  restores: boolean;
  onHidden?: () => void;
}) {
  const { t } = useTranslation('questions');
  const [open, setOpen] = useState<'hide' | 'correct' | null>(null);
  const close = () => setOpen(null);
  const restore = useAction(RestoreQuestionDocument);
  const { id, text, answeredAt, hiddenAt } = question;
  const name = { question: text ?? '' };
  if (hiddenAt) {
    if (!restores) return null;
    return (
      <div className="stack no-print" style={{ gap: 8, justifyItems: 'start' }}>
        <Button
          size="small"
          loading={restore.busy}
          aria-label={t('restoreOne', name)}
          onClick={() => void restore.run({ questionId: id })}
        >
          {t('restore')}
        </Button>
        <FailureNotice failure={restore.failure} kind={restore.kind} />
      </div>
    );
  }
  return (
    <div className="stack no-print" style={{ gap: 8 }}>
      {answers && !answeredAt && <Answer id={id} name={name} />}
      {open === 'hide' && <Hide id={id} name={name} onClose={close} onHidden={onHidden} />}
      {open === 'correct' && <Correct question={question} name={name} onClose={close} />}
      {open === null && (
        <div className="row" style={{ gap: 8 }}>
          {answers && answeredAt && (
            <Button size="small" type="text" aria-label={t('correctOne', name)} onClick={() => setOpen('correct')}>
              {t('correct')}
            </Button>
          )}
          {hides && (
            <Button size="small" type="text" aria-label={t('hideOne', name)} onClick={() => setOpen('hide')}>
              {t('hide')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

interface WorkProps {
  id: string;
  name: { question: string };
}

function Answer({ id, name }: WorkProps) {
  const { t } = useTranslation('questions');
  const stored = useStoredForm<{ answer: string }>(`answer:${id}`, { answer: '' });
  const action = useAction(AnswerQuestionDocument, { onDone: () => stored.clear() });
  const failure = useFieldFailure(action.failure, stored.showFailure);
  return (
    <Form
      {...stored.formProps}
      name={`answer-${id}`}
      aria-label={t('answerOne', name)}
      onFinish={({ answer }: { answer: string }) => void action.run({ questionId: id, answer: answer.trim() })}
    >
      <TextAreaField
        name="answer"
        label={t('answer')}
        help={t('answerHelp')}
        maxLength={LIMITS.answer}
        rows={3}
        required
      />
      <FailureNotice failure={failure} kind={action.kind} />
      <Button htmlType="submit" loading={action.busy}>
        {t('answerSend')}
      </Button>
    </Form>
  );
}

function Correct({
  question: { id, answer, answerCorrections },
  name,
  onClose,
}: {
  question: QuestionPartsFragment;
  name: WorkProps['name'];
  onClose: () => void;
}) {
  const { t } = useTranslation('questions');
  // A draft belongs to the answer that it corrects, so a colleague's correction leaves no old text in the form.
  const stored = useStoredForm<{ answer: string }>(`correct-answer:${id}:${answerCorrections}`, {
    answer: answer ?? '',
  });
  const action = useAction(CorrectAnswerDocument, {
    onDone: () => {
      stored.clear();
      onClose();
    },
  });
  const failure = useFieldFailure(action.failure, stored.showFailure);
  return (
    <Form
      {...stored.formProps}
      name={`correct-answer-${id}`}
      aria-label={t('correctOne', name)}
      onFinish={(typed: { answer: string }) =>
        void action.run({ questionId: id, answer: typed.answer.trim(), corrections: answerCorrections })
      }
    >
      <TextAreaField
        name="answer"
        label={t('correctLabel')}
        help={t('correctHelp')}
        maxLength={LIMITS.answer}
        rows={3}
        required
      />
      <FailureNotice failure={failure} kind={action.kind} />
      <div className="row" style={{ gap: 8 }}>
        <Button size="small" onClick={onClose}>
          {t('keep')}
        </Button>
        <Button size="small" type="primary" htmlType="submit" loading={action.busy}>
          {t('correctSend')}
        </Button>
      </div>
    </Form>
  );
}

function Hide({ id, name, onClose, onHidden }: WorkProps & { onClose: () => void; onHidden?: () => void }) {
  const { t } = useTranslation('questions');
  const stored = useStoredForm<{ reason: string }>(`hide-question:${id}`, { reason: '' });
  const action = useAction(HideQuestionDocument, {
    onDone: () => {
      stored.clear();
      onClose();
      onHidden?.();
    },
  });
  const failure = useFieldFailure(action.failure, stored.showFailure);
  return (
    <Form
      {...stored.formProps}
      name={`hide-question-${id}`}
      aria-label={t('hideOne', name)}
      onFinish={({ reason }: { reason: string }) => void action.run({ questionId: id, reason: reason.trim() })}
    >
      <TextAreaField
        name="reason"
        label={t('reason')}
        help={t('reasonHelp')}
        maxLength={LIMITS.reason}
        rows={2}
        required
      />
      <FailureNotice failure={failure} kind={action.kind} />
      <div className="row" style={{ gap: 8 }}>
        <Button size="small" onClick={onClose}>
          {t('keep')}
        </Button>
        <Button size="small" danger htmlType="submit" loading={action.busy}>
          {t('hideSend')}
        </Button>
      </div>
    </Form>
  );
}
