import { CancelPledgeDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';

export function CancelPledge({ pledge }: { pledge: { id: string; amount: number } }) {
  const { t } = useTranslation('giving');
  const cancel = useAction(CancelPledgeDocument);
  return (
    <div className="stack" style={{ gap: 8 }}>
      <FailureNotice failure={cancel.failure} />
      <div>
        <ConfirmAction
          label={t('cancel.label')}
          question={t('cancel.question', { amount: formatExact(pledge.amount) })}
          confirm={t('cancel.confirm')}
          keep={t('cancel.keep')}
          busy={cancel.busy}
          onConfirm={() => cancel.run({ id: pledge.id })}
        />
      </div>
    </div>
  );
}
