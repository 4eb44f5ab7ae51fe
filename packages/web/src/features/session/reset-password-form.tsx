import { ResetPasswordDocument } from '@hongchuang/schema';
import { Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { startNewSession } from '../../lib/apollo';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { PasswordField } from '../../ui/fields';
import { LinkButton } from '../../ui/link-button';
import { EmptyState, FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { PASSWORD_MAX, PASSWORD_MIN, passwordRule } from './rules';
import styles from './session.module.css';

/** Sets a new password with the token of a mailed link. */
export function ResetPasswordForm({ token }: { token: string }) {
  const { t } = useTranslation('session');
  const { formProps, showFailure } = useStoredForm<{ newPassword: string }>(
    'reset-password',
    { newPassword: '' },
    { secret: ['newPassword'] },
  );
  // The session of this browser has ended as well.
  const reset = useAction(ResetPasswordDocument, { onDone: () => void startNewSession() });
  const failure = useFieldFailure(reset.failure, showFailure);
  const [isDone, setDone] = useState(false);
  if (isDone) {
    return (
      <div role="status">
        <EmptyState
          title={t('reset.done')}
          actions={
            <LinkButton to="/sign-in" primary>
              {t('signIn.submit')}
            </LinkButton>
          }
        >
          {t('reset.doneText')}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles.form}>
      <FailureNotice failure={failure} />
      {failure?.field?.[0] === 'token' && (
        <p style={{ marginBlock: 12 }}>
          <Link to="/forgot-password">{t('reset.again')}</Link>
        </p>
      )}
      <Form
        {...formProps}
        noValidate
        onFinish={({ newPassword }) => {
          void reset.run({ token, newPassword }).then((data) => data && setDone(true));
        }}
      >
        <PasswordField
          name="newPassword"
          label={t('reset.newPassword')}
          help={t('newPasswordHelp')}
          autoComplete="new-password"
          required
          rules={[passwordRule(t('passwordLength', { min: PASSWORD_MIN, max: PASSWORD_MAX }))]}
        />
        <SubmitButton action={reset} type="primary" block size="large">
          {t('reset.submit')}
        </SubmitButton>
      </Form>
    </div>
  );
}
