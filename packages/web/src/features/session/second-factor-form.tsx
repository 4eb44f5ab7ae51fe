import { ConfirmSecondFactorDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { PasskeySignIn } from './passkey-sign-in';
import { SubmitButton } from '../../ui/submit-button';
import styles from './session.module.css';

/** The second step of a sign-in: the code of an authenticator app, a recovery code or a passkey. */
export function SecondFactorForm({
  challenge,
  hasPasskey,
  onSignedIn,
  onBack,
}: {
  challenge: string;
  /** Whether the account has a passkey, which signs in by itself. */
  hasPasskey: boolean;
  onSignedIn: () => Promise<void>;
  onBack: () => void;
}) {
  const { t } = useTranslation('session');
  const { formProps, showFailure } = useStoredForm<{ code: string }>(
    'second-factor',
    { code: '' },
    { secret: ['code'] },
  );
  const confirm = useAction(ConfirmSecondFactorDocument, { leaves: true });
  const failure = useFieldFailure(confirm.failure, showFailure);
  return (
    <div className={styles.form}>
      <p className="measure" style={{ marginBottom: 16 }}>
        {t('secondFactor.lead')}
      </p>
      <FailureNotice failure={failure} kind="read" />
      <Form
        {...formProps}
        noValidate
        onFinish={({ code }) => {
          void confirm.run({ challenge, code: code.trim() }).then((data) => data && onSignedIn());
        }}
      >
        <TextField
          name="code"
          label={t('secondFactor.code')}
          help={t('secondFactor.codeHelp')}
          autoComplete="one-time-code"
          maxLength={40}
          required
        />
        <SubmitButton action={confirm} type="primary" block size="large">
          {t('secondFactor.submit')}
        </SubmitButton>
      </Form>
      {hasPasskey && <PasskeySignIn onSignedIn={onSignedIn} />}
      <Button type="link" style={{ marginTop: 12, paddingInline: 0 }} onClick={onBack}>
        {t('secondFactor.back')}
      </Button>
    </div>
  );
}
