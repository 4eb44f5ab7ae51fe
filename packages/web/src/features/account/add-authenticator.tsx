import { AddAuthenticatorDocument, StartAuthenticatorDocument } from '@hongchuang/schema';
import { Button, Form, QRCode } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { PasswordAgain } from './password-again';

const NAME_MAX = 50;

/** Adds an authenticator app: the password again, then the QR code, then the first code of the app. */
export function AddAuthenticator({
  email,
  onAdded,
  onCancel,
}: {
  email: string;
  onAdded: (recoveryCodes: readonly string[]) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('account');
  const [setup, setSetup] = useState<{ secret: string; uri: string }>();
  const { formProps, showFailure } = useStoredForm<{ name: string; code: string }>(
    'add-authenticator',
    { name: t('secondFactor.defaultName'), code: '' },
    { secret: ['code'] },
  );
  const add = useAction(AddAuthenticatorDocument, {
    refetch: ['Viewer', 'OwnSessions'],
    onDone: (data) => onAdded(data.addAuthenticator),
  });
  const failure = useFieldFailure(add.failure, showFailure);
  if (setup === undefined) {
    return (
      <PasswordAgain
        email={email}
        document={StartAuthenticatorDocument}
        variablesOf={(password) => ({ password })}
        text={t('secondFactor.addQuestion')}
        label={t('secondFactor.next')}
        onDone={(data) => setSetup(data.startAuthenticator)}
        onCancel={onCancel}
      />
    );
  }
  return (
    <div className="stack">
      <p className="measure">{t('secondFactor.scan')}</p>
      {/* White on any theme, because cameras read no light code on a dark ground. */}
      <QRCode
        value={setup.uri}
        size={192}
        color="#000000"
        bgColor="#ffffff"
        type="svg"
        aria-label={t('secondFactor.qr')}
      />
      <p className="small quiet">
        {t('secondFactor.secret')}{' '}
        <code style={{ overflowWrap: 'anywhere' }}>{setup.secret.match(/.{4}/g)?.join(' ')}</code>
      </p>
      <Form
        {...formProps}
        name="add-authenticator"
        noValidate
        onFinish={({ name, code }) => void add.run({ name: name.trim(), code: code.trim() })}
      >
        <TextField
          name="name"
          label={t('secondFactor.name')}
          help={t('secondFactor.nameHelp')}
          maxLength={NAME_MAX}
          required
        />
        <TextField
          name="code"
          label={t('secondFactor.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          required
        />
        <FailureNotice failure={failure} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={add.busy}>
            {t('secondFactor.confirm')}
          </Button>
          <Button onClick={onCancel}>{t('secondFactor.cancel')}</Button>
        </div>
      </Form>
    </div>
  );
}
