import { useApolloClient } from '@apollo/client/react';
import { EndPromiseDocument, type TransferToConfirmFragment } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { removeFromList } from '../../lib/remove-from-list';
import { formatExact } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';

const REASON_MAX = 500;

/**
 * Ends a promise that nobody will pay. It leaves the list and no longer takes up room in the project. Its donor
 * receives the reason.
 */
export function EndPromise({ transfer, onEnded }: { transfer: TransferToConfirmFragment; onEnded: () => void }) {
  const { t } = useTranslation('treasury');
  const { cache } = useApolloClient();
  const [open, setOpen] = useState(false);
  const { formProps, clear, showFailure } = useStoredForm<{ reason: string }>(`end-promise:${transfer.id}`, {
    reason: '',
  });
  const action = useAction(EndPromiseDocument, {
    leaves: true,
    onDone: () => {
      clear();
      removeFromList(cache, 'paymentQueue', 'Pledge', transfer.id);
      onEnded();
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  if (!open) {
    return (
      <div>
        <Button type="text" size="small" onClick={() => setOpen(true)}>
          {t('end.open')}
        </Button>
      </div>
    );
  }
  return (
    <Form
      {...formProps}
      name={`end-promise-${transfer.id}`}
      aria-label={t('end.open')}
      onFinish={({ reason }: { reason: string }) => void action.run({ id: transfer.id, reason: reason.trim() })}
    >
      <p className="small">{t('end.says', { amount: formatExact(transfer.amount) })}</p>
      <TextAreaField
        name="reason"
        label={t('end.reason')}
        help={t('end.reasonHelp')}
        required
        maxLength={REASON_MAX}
        rows={2}
      />
      <FailureNotice failure={failure} />
      <div className="row" style={{ gap: 8 }}>
        <Button htmlType="submit" danger loading={action.busy}>
          {t('end.confirm')}
        </Button>
        <Button type="text" onClick={() => setOpen(false)}>
          {t('end.keep')}
        </Button>
      </div>
    </Form>
  );
}
