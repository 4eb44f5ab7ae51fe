import { type EvidenceFileFragment, TakeDownFileDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { TakeDown } from '../../ui/take-down';

/** Lets staff take a file of evidence down. */
export default function TakeFileDown({ file: { id, name } }: { file: EvidenceFileFragment }) {
  const { t } = useTranslation('stages');
  return (
    <TakeDown
      id={id}
      label={t('files.takeDown', { name })}
      says={t('files.takeDownSays')}
      document={TakeDownFileDocument}
      variablesOf={(decision) => ({ id, ...decision })}
    />
  );
}
