import { ReadDonorPhoneDocument, type TransferToConfirmFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { ReadWithReason } from '../../ui/read-with-reason';

/** Shows the telephone number behind a pledge, after a reason was typed. */
export function ReadPhone({ transfer: { id } }: { transfer: Pick<TransferToConfirmFragment, 'id'> }) {
  const { t } = useTranslation('treasury');
  return (
    <ReadWithReason
      id={`read-phone:${id}`}
      document={ReadDonorPhoneDocument}
      variablesOf={(reason) => ({ pledgeId: id, reason })}
      valueOf={({ readDonorPhone }) => readDonorPhone.value ?? null}
      words={{
        open: t('phone.open'),
        reason: t('phone.reason'),
        reasonHelp: t('phone.reasonHelp'),
        show: t('phone.show'),
        none: t('phone.none'),
      }}
    >
      {(phone) => <a href={`tel:${phone}`}>{t('phone.is', { phone })}</a>}
    </ReadWithReason>
  );
}
