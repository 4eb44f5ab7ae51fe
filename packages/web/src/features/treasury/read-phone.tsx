import { ReadDonorPhoneDocument, type TransferToConfirmFragment } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';

const REASON_MAX = 500;

/** Shows the telephone number that a guest left, after a reason was typed. The look is on record. */
export function ReadPhone({ transfer }: { transfer: TransferToConfirmFragment }) {
  const { t } = useTranslation('treasury');
  const [open, setOpen] = useState(false);
  const [phone, setPhone] = useState<string | null>();
  const { formProps, clear, showFailure } = useStoredForm<{ reason: string }>(`read-phone:${transfer.id}`, {
    reason: '',
  });
  const action = useAction(ReadDonorPhoneDocument, {
    onDone: ({ readDonorPhone }) => {
      clear();
      setPhone(readDonorPhone.value);
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  if (phone !== undefined)
    return (
      <p role="status">{phone === null ? t('phone.none') : <a href={`tel:${phone}`}>{t('phone.is', { phone })}</a>}</p>
    );
  if (!open)
    return (
      <div>
        <Button type="text" size="small" onClick={() => setOpen(true)}>
          {t('phone.open')}
        </Button>
      </div>
    );
  return (
    <Form
      {...formProps}
      name={`read-phone-${transfer.id}`}
      aria-label={t('phone.open')}
      noValidate
      onFinish={({ reason }: { reason: string }) => void action.run({ pledgeId: transfer.id, reason: reason.trim() })}
    >
      <TextField name="reason" label={t('phone.reason')} help={t('phone.reasonHelp')} maxLength={REASON_MAX} required />
      <FailureNotice failure={failure} />
      <Button size="small" htmlType="submit" loading={action.busy}>
        {t('phone.show')}
      </Button>
    </Form>
  );
}
