import { EnterPayeeDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import styles from './payees.module.css';

const MAX = { accountName: 100, bank: 100, number: 60 };

interface Values {
  accountName: string;
  number: string;
  bank: string;
}

/** An owner enters the account to which the unit is to be paid. The number is not kept on the device. */
export function PayeeForm({
  organization,
  onDone,
  onClose,
}: {
  organization: { id: string; name: string };
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('payees');
  const { formProps, clear, showFailure } = useStoredForm<Values>(
    `payee:${organization.id}`,
    { accountName: organization.name, number: '', bank: '' },
    { secret: ['number'] },
  );
  const action = useAction(EnterPayeeDocument, {
    refetch: ['UnitPayee'],
    onDone: () => {
      clear();
      onDone();
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  return (
    <Form
      {...formProps}
      name="payee"
      aria-label={t('unit.enter')}
      noValidate
      className={styles.form}
      onFinish={(values: Values) => void action.run({ input: { organizationId: organization.id, ...values } })}
    >
      <TextField
        name="accountName"
        label={t('accountName')}
        help={t('accountNameHelp')}
        required
        maxLength={MAX.accountName}
        autoComplete="off"
      />
      <TextField
        name="number"
        label={t('number')}
        help={t('numberHelp')}
        required
        maxLength={MAX.number}
        inputMode="numeric"
        autoComplete="off"
        rules={[{ pattern: /^(?:[\s-]*[0-9０-９]){8,32}[\s-]*$/, message: t('numberFault') }]}
      />
      <TextField name="bank" label={t('bank')} help={t('bankHelp')} required maxLength={MAX.bank} autoComplete="off" />
      <FailureNotice failure={failure} kind="write" />
      <div className="row" style={{ gap: 8 }}>
        <Button htmlType="submit" type="primary" loading={action.busy}>
          {t('unit.send')}
        </Button>
        <Button type="text" onClick={onClose}>
          {t('unit.cancel')}
        </Button>
      </div>
    </Form>
  );
}
