import { DecideProgrammeDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';

/** Publishes a proposed programme, or refuses it with a reason. */
export function ProgrammeDecision({ id }: { id: string }) {
  const { t } = useTranslation('programmes');
  const [refusing, setRefusing] = useState(false);
  const publish = useAction(DecideProgrammeDocument);
  const refuse = useAction(DecideProgrammeDocument);
  const { formProps, clear, showFailure } = useStoredForm(`programme-refuse:${id}`, { reason: '' });
  const failure = useFieldFailure(refuse.failure, showFailure);
  if (refusing)
    return (
      <Form
        {...formProps}
        className="measure"
        onFinish={async ({ reason }) => {
          if (await refuse.run({ id, accepted: false, reason: reason.trim() })) clear();
        }}
      >
        <TextAreaField name="reason" label={t('decide.reason')} maxLength={500} required />
        <FailureNotice failure={failure} kind={refuse.kind} />
        <div className="row" style={{ gap: 8 }}>
          <SubmitButton action={refuse}>{t('decide.refuse')}</SubmitButton>
          <Button onClick={() => setRefusing(false)}>{t('decide.keep')}</Button>
        </div>
      </Form>
    );
  return (
    <div className="stack no-print">
      <div className="row" style={{ gap: 8 }}>
        <ConfirmAction
          label={t('decide.publish')}
          question={t('decide.question')}
          confirm={t('decide.publish')}
          keep={t('decide.keep')}
          busy={publish.busy}
          onConfirm={() => publish.run({ id, accepted: true })}
        />
        <Button size="small" onClick={() => setRefusing(true)}>
          {t('decide.refuse')}
        </Button>
      </div>
      <FailureNotice failure={publish.failure} kind={publish.kind} />
    </div>
  );
}
