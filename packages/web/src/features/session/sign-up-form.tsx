import { SignUpDocument } from '@hongchuang/schema';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useNoticeVersion } from '../../lib/notice-version';
import { useAction } from '../../lib/use-action';
import { PasswordField, TextField } from '../../ui/fields';
import { EMAIL_MAX, emailRule, NAME_MAX, PASSWORD_MAX, PASSWORD_MIN, passwordRule } from './rules';
import { NoticeLine } from '../../ui/notice-line';
import { SubmitButton } from '../../ui/submit-button';
import { SessionFailure } from './session-failure';
import styles from './session.module.css';

interface SignUpValues {
  name: string;
  email: string;
  password: string;
}

export function SignUpForm({
  email,
  signInPath,
  onSignedUp,
}: {
  email?: string;
  signInPath: string;
  onSignedUp: () => Promise<void>;
}) {
  const { t } = useTranslation('session');
  const { form, formProps, clear, showFailure } = useStoredForm<SignUpValues>(
    email ? `session:${email}` : 'session',
    { email: email ?? '', name: '' },
    { secret: ['password'] },
  );
  const noticeVersion = useNoticeVersion();
  const signUp = useAction(SignUpDocument, { leaves: true });
  const failure = useFieldFailure(signUp.failure, showFailure);

  const submit = async ({ name, email: typed, password }: SignUpValues) => {
    const data = await signUp.run({ input: { name: name.trim(), email: typed.trim(), password, noticeVersion } });
    if (!data) return;
    clear();
    await onSignedUp();
  };

  return (
    <div className={styles.form}>
      <SessionFailure failure={failure} />
      <Form {...formProps} form={form} noValidate onFinish={(values) => void submit(values)}>
        <TextField
          name="name"
          label={t('name')}
          help={t('nameHelp')}
          autoComplete="name"
          maxLength={NAME_MAX}
          required
        />
        <TextField
          name="email"
          label={t('email')}
          help={
            signUp.failure?.code === 'CONFLICT' ? (
              <Link to={signInPath} className="strong">
                {t('signUp.takenAdvice')}
              </Link>
            ) : (
              t('signUp.emailHelp')
            )
          }
          type="email"
          inputMode="email"
          autoComplete="username"
          maxLength={EMAIL_MAX}
          required
          rules={[emailRule(t('emailMalformed'))]}
        />
        <PasswordField
          name="password"
          label={t('password')}
          help={t('newPasswordHelp')}
          autoComplete="new-password"
          required
          rules={[passwordRule(t('passwordLength', { min: PASSWORD_MIN, max: PASSWORD_MAX }))]}
        />
        <SubmitButton action={signUp} type="primary" block size="large">
          {t('signUp.submit')}
        </SubmitButton>
        <NoticeLine act="signUp" />
      </Form>
      <p style={{ marginTop: 16 }}>
        {t('signUp.hasAccount')}{' '}
        <Link to={signInPath} state={email ? { email } : undefined}>
          {t('signUp.toSignIn')}
        </Link>
      </p>
    </div>
  );
}
