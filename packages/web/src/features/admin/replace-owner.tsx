import { PrepareOwnerReplacementDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextAreaField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';

const REASON_MAX = 500;
const EMAIL_MAX = 254;

interface Values {
  email: string;
  reason: string;
}

/** Prepares that a unit whose only owner is gone gets another one. A second administrator signs it. */
export function ReplaceOwner({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation('admin');
  const [open, setOpen] = useState(false);
  const [prepared, setPrepared] = useState(false);
  const { form, formProps, clear, showFailure } = useStoredForm<Values>(`owner:${organizationId}`, {
    email: '',
    reason: '',
  });
  const action = useAction(PrepareOwnerReplacementDocument, {
    onDone: () => {
      clear();
      form.resetFields();
      setOpen(false);
      setPrepared(true);
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  if (!open)
    return (
      <div className="row">
        <Button
          size="small"
          onClick={() => {
            setPrepared(false);
            setOpen(true);
          }}
        >
          {t('owner.replace')}
        </Button>
        <span role="status" className="small pine">
          {prepared ? `✓ ${t('owner.prepared')}` : ''}
        </span>
      </div>
    );
  return (
    <Form
      {...formProps}
      name={`owner-${organizationId}`}
      aria-label={t('owner.replace')}
      noValidate
      onFinish={({ email, reason }: Values) =>
        void action.run({ organizationId, email: email.trim(), reason: reason.trim() })
      }
    >
      <p className="small measure">{t('owner.help')}</p>
      <TextField
        name="email"
        label={t('owner.email')}
        help={t('owner.emailHelp')}
        type="email"
        inputMode="email"
        autoComplete="off"
        maxLength={EMAIL_MAX}
        required
      />
      <TextAreaField name="reason" label={t('state.reason')} required maxLength={REASON_MAX} rows={2} />
      <FailureNotice failure={failure} kind="write" />
      <div className="row">
        <Button htmlType="submit" loading={action.busy}>
          {t('owner.prepare')}
        </Button>
        <Button type="text" disabled={action.busy} onClick={() => setOpen(false)}>
          {t('state.cancel')}
        </Button>
      </div>
    </Form>
  );
}
