import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { PasswordField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';

/** Sends a mutation after the password was typed again. */
export function PasswordAgain<TData, TVariables extends OperationVariables>({
  email,
  document,
  variablesOf,
  text,
  label,
  onDone,
  onCancel,
}: {
  email: string;
  document: TypedDocumentNode<TData, TVariables>;
  variablesOf: (password: string) => TVariables;
  text: string;
  label: string;
  onDone: (data: TData) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('account');
  const { formProps, showFailure } = useStoredForm<{ password: string }>(
    'password-again',
    { password: '' },
    { secret: ['password'] },
  );
  const action = useAction(document, { onDone });
  const failure = useFieldFailure(action.failure, showFailure);
  return (
    <Form
      {...formProps}
      name="password-again"
      noValidate
      onFinish={({ password }) => void action.run(variablesOf(password))}
    >
      <p className="measure" style={{ marginBottom: 12 }}>
        {text}
      </p>
      {/* Tells password managers which account the password belongs to. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField name="password" label={t('password.current')} autoComplete="current-password" required />
      <FailureNotice failure={failure} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={action.busy}>
          {label}
        </Button>
        <Button onClick={onCancel}>{t('secondFactor.cancel')}</Button>
      </div>
    </Form>
  );
}
