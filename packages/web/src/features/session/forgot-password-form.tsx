import { RequestPasswordResetDocument } from '@hongchuang/schema';
import { Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextField } from '../../ui/fields';
import { EmptyState } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { EMAIL_MAX, emailRule } from './rules';
import { SessionFailure } from './session-failure';
import styles from './session.module.css';

/** Asks for the letter with which a forgotten password is reset. The page says the same for every address. */
export function ForgotPasswordForm({ isDemo }: { isDemo: boolean }) {
  const { t } = useTranslation('session');
  const [sentTo, setSentTo] = useState<string>();
  const { formProps, showFailure } = useStoredForm<{ email: string }>('session', { email: '' });
  const request = useAction(RequestPasswordResetDocument);
  const failure = useFieldFailure(request.failure, showFailure);
  if (sentTo !== undefined) {
    return (
      <div role="status">
        <EmptyState
          title={t('forgot.sent', { email: sentTo })}
          actions={<Link to="/sign-in">{t('signIn.submit')}</Link>}
        >
          {t('forgot.sentText')} {isDemo && t('verify.demo')}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles.form}>
      <SessionFailure failure={failure} />
      <Form
        {...formProps}
        noValidate
        onFinish={({ email }) => {
          void request.run({ email: email.trim() }).then((data) => data && setSentTo(email.trim()));
        }}
      >
        <TextField
          name="email"
          label={t('email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          maxLength={EMAIL_MAX}
          required
          rules={[emailRule(t('emailMalformed'))]}
        />
        <SubmitButton action={request} type="primary" block size="large">
          {t('forgot.submit')}
        </SubmitButton>
      </Form>
    </div>
  );
}
