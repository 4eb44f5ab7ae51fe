import { type PlatformPartsFragment, SignInDocument } from '@hongchuang/schema';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { PasswordField, TextField } from '../../ui/fields';
import { DemoAccounts } from './demo-accounts';
import { PasskeySignIn } from './passkey-sign-in';
import { EMAIL_MAX, emailRule } from './rules';
import { SecondFactorForm } from './second-factor-form';
import { SubmitButton } from '../../ui/submit-button';
import { SessionFailure } from './session-failure';
import styles from './session.module.css';

export interface SignInValues {
  email: string;
  password: string;
}

export interface SignInFormProps {
  demoAccounts: PlatformPartsFragment['demoAccounts'];
  /** The address that has to be used, as in an invitation. */
  email?: string;
  signUpPath: string;
  comesBack: boolean;
  onSignedIn: () => Promise<void>;
}

export function SignInForm({ demoAccounts, email, signUpPath, comesBack, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation('session');
  // The key is shared with the sign-up form, so that an address typed there is shown here as well.
  const { form, formProps, clear, showFailure } = useStoredForm<SignInValues>(
    email ? `session:${email}` : 'session',
    { email: email ?? '' },
    { secret: ['password'] },
  );
  const signIn = useAction(SignInDocument, { leaves: true });
  const failure = useFieldFailure(signIn.failure, showFailure);

  const submit = async (values: SignInValues) => {
    const data = await signIn.run({ email: values.email.trim(), password: values.password });
    if (!data) return;
    clear();
    await onSignedIn();
  };

  const challenge = signIn.failure?.challenge;
  if (challenge !== undefined)
    return (
      <SecondFactorForm
        challenge={challenge}
        hasPasskey={(signIn.failure?.passkeys ?? 0) > 0}
        onSignedIn={onSignedIn}
        onBack={signIn.reset}
      />
    );

  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <SessionFailure failure={failure} />
        <Form {...formProps} noValidate onFinish={(values) => void submit(values)}>
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
          <PasswordField name="password" label={t('password')} autoComplete="current-password" required />
          <SubmitButton action={signIn} type="primary" block size="large">
            {t('signIn.submit')}
          </SubmitButton>
        </Form>
        <PasskeySignIn onSignedIn={onSignedIn} />
        <p style={{ marginTop: 16 }}>
          <Link to="/forgot-password">{t('signIn.forgot')}</Link>
        </p>
        <p style={{ marginTop: 8 }}>
          {t('signIn.noAccount')}{' '}
          <Link to={signUpPath} state={email ? { email } : undefined}>
            {t('signIn.toSignUp')}
          </Link>
        </p>
        <p className="small quiet" style={{ marginTop: 8 }}>
          {t(comesBack ? 'signIn.signedOutNote' : 'signIn.guest')}
        </p>
      </div>
      {demoAccounts.length > 0 && (
        <DemoAccounts
          accounts={demoAccounts}
          busy={signIn.busy}
          onChoose={(account) => {
            form.setFieldsValue(account);
            void submit(account);
          }}
        />
      )}
    </div>
  );
}
