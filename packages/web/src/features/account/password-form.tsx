import { ChangePasswordDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { PasswordField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';

interface PasswordValues {
  currentPassword: string;
  newPassword: string;
}

const LENGTH = { min: 8, max: 200 };

export function PasswordForm({ email }: { email: string }) {
  const { t } = useTranslation('account');
  const [saved, setSaved] = useState(false);
  const { form, formProps, clear, showFailure } = useStoredForm<PasswordValues>(
    'password',
    { currentPassword: '', newPassword: '' },
    { secret: ['currentPassword', 'newPassword'], onChange: () => setSaved(false) },
  );
  const change = useAction(ChangePasswordDocument);
  const failure = useFieldFailure(change.failure, showFailure);
  const save = async (values: PasswordValues) => {
    if (!(await change.run(values))) return;
    form.resetFields();
    clear();
    setSaved(true);
  };
  return (
    <Form {...formProps} noValidate onFinish={(values) => void save(values)}>
      {/* Tells password managers which account the password belongs to. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField name="currentPassword" label={t('password.current')} autoComplete="current-password" required />
      <PasswordField
        name="newPassword"
        label={t('password.next')}
        help={t('password.nextHelp')}
        autoComplete="new-password"
        required
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value: unknown) => {
              const { length } = [...String(value ?? '')];
              if (length > 0 && (length < LENGTH.min || length > LENGTH.max))
                return Promise.reject(new Error(t('password.length')));
              if (length > 0 && value === getFieldValue('currentPassword'))
                return Promise.reject(new Error(t('password.same')));
              return Promise.resolve();
            },
          }),
        ]}
      />
      <FailureNotice failure={failure} />
      <div className="row">
        <Button htmlType="submit" loading={change.busy}>
          {t('password.save')}
        </Button>
        <span className="small pine" role="status">
          {saved && t('password.saved')}
        </span>
      </div>
    </Form>
  );
}
