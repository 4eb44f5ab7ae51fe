import { useQuery } from '@apollo/client/react';
import { AskUnitMergerDocument, type UnitMergerInput, UnitMergerStakesDocument } from '@hongchuang/schema';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { Field, TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { type UnitChoice, UnitPicker } from '../../ui/unit-picker';
import { Stakes } from './unit-changes';

interface Values {
  intoId?: UnitChoice | null;
  reason: string;
}

/** Asks to merge the unit into another. What becomes of everything is shown before it is asked. */
export function UnitMergerForm({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation('unit-changes');
  const action = useKeyedAction(
    AskUnitMergerDocument,
    `unit-merger:${organizationId}`,
    (content: Omit<UnitMergerInput, 'idempotencyKey'>, idempotencyKey) => ({ input: { ...content, idempotencyKey } }),
    { refetch: ['UnitChanges'] },
  );
  const { form, formProps, clear, showFailure } = useStoredForm<Values>(`unit-merger:${organizationId}`, {
    intoId: null,
    reason: '',
  });
  const failure = useFieldFailure(action.failure, showFailure);
  const into = Form.useWatch('intoId', form) as UnitChoice | null | undefined;
  const { data } = useQuery(UnitMergerStakesDocument, {
    variables: { organizationId, intoId: into?.value ?? '' },
    skip: into == null,
    fetchPolicy: 'network-only',
  });
  const send = async ({ intoId, reason }: Values) => {
    if (intoId == null) return;
    const sent = await action.send({ organizationId, intoId: intoId.value, reason: reason.trim() });
    if (sent) clear();
  };
  return (
    <Form {...formProps} className="measure" onFinish={(values: Values) => void send(values)}>
      <Field
        name="intoId"
        label={t('merger.into')}
        required
        rules={[{ required: true, message: t('app:field.choose') }]}
      >
        <UnitPicker except={organizationId} />
      </Field>
      {into && data && <Stakes stakes={data.unitMergerStakes} />}
      <TextAreaField name="reason" label={t('merger.why')} maxLength={500} required />
      <FailureNotice failure={failure} kind={action.kind} />
      <SubmitButton action={action} type="default">
        {t('merger.send')}
      </SubmitButton>
    </Form>
  );
}
