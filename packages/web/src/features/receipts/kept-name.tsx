import { ReadKeptNameDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { ReadWithReason } from '../../ui/read-with-reason';

/** Shows a treasurer the name on the receipt of somebody who has closed the account, after a reason was typed. */
export default function KeptName({ number }: { number: string }) {
  const { t } = useTranslation('treasury');
  return (
    <ReadWithReason
      id={`kept-name:${number}`}
      document={ReadKeptNameDocument}
      variablesOf={(reason) => ({ number, reason })}
      valueOf={({ readKeptName }) => readKeptName.value ?? null}
      words={{
        open: t('keptName.open'),
        reason: t('keptName.reason'),
        reasonHelp: t('keptName.reasonHelp'),
        show: t('keptName.show'),
        none: t('keptName.none'),
      }}
    >
      {(name) => t('keptName.is', { name })}
    </ReadWithReason>
  );
}
