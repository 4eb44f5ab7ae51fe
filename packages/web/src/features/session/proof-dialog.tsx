import { useQuery } from '@apollo/client/react';
import { OwnAuthenticatorsDocument, ProveIdentityDocument } from '@hongchuang/schema';
import { Button, Form, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { PasswordField, TextField } from '../../ui/fields';
import { PasskeyButton } from '../../ui/passkey-button';
import { FailureNotice } from '../../ui/states';

type Settle = (isProved: boolean) => void;

/** The dialog in which a person proves again who they are. */
export default function ProofDialog({ onEnd }: { onEnd: Settle }) {
  const { t } = useTranslation('session');
  const body = useRef<HTMLDivElement>(null);
  return (
    <Modal
      open
      title={t('prove.title')}
      footer={null}
      onCancel={() => onEnd(false)}
      afterOpenChange={(open) => {
        if (open) body.current?.querySelector<HTMLInputElement>('input:not([hidden])')?.focus();
      }}
    >
      <div ref={body}>
        <ProofForm onEnd={onEnd} />
      </div>
    </Modal>
  );
}

function ProofForm({ onEnd }: { onEnd: Settle }) {
  const { t } = useTranslation('session');
  const { viewer } = useViewer();
  const { data } = useQuery(OwnAuthenticatorsDocument);
  const [byCode, setByCode] = useState(false);
  const { formProps, showFailure } = useStoredForm<{ password: string; code: string }>(
    'prove',
    {},
    { secret: ['password', 'code'] },
  );
  const prove = useAction(ProveIdentityDocument, { onDone: () => onEnd(true) });
  const failure = useFieldFailure(prove.failure, showFailure);
  const hasApp = (data?.viewer?.authenticators.length ?? 0) > 0;
  return (
    <Form
      {...formProps}
      name="prove"
      noValidate
      onFinish={({ password, code }) => void prove.run(byCode ? { code: code.trim() } : { password })}
    >
      <p className="measure" style={{ marginBottom: 16 }}>
        {t('prove.lead')}
      </p>
      {/* Tells password managers which account the password belongs to. */}
      <input type="text" autoComplete="username" value={viewer?.email ?? ''} readOnly hidden />
      <FailureNotice failure={failure} kind="read" />
      {byCode ? (
        <TextField
          key="code"
          name="code"
          label={t('secondFactor.code')}
          autoComplete="one-time-code"
          maxLength={40}
          required
        />
      ) : (
        <PasswordField key="password" name="password" label={t('password')} autoComplete="current-password" required />
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={prove.busy}>
          {t('prove.submit')}
        </Button>
        <Button onClick={() => onEnd(false)}>{t('prove.cancel')}</Button>
      </div>
      {(data?.viewer?.passkeys.length ?? 0) > 0 && (
        <div style={{ marginTop: 12 }}>
          <PasskeyButton busy={prove.busy} onAnswer={(passkey) => void prove.run({ passkey })}>
            {t('prove.byPasskey')}
          </PasskeyButton>
        </div>
      )}
      {hasApp && (
        <Button type="link" style={{ marginTop: 12, paddingInline: 0 }} onClick={() => setByCode(!byCode)}>
          {t(byCode ? 'prove.byPassword' : 'prove.byCode')}
        </Button>
      )}
    </Form>
  );
}
