import { TakeDownUpdateDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { TakeDown } from '../../ui/take-down';

/** Lets staff take news or thanks down. */
export default function TakeUpdateDown({ id, title }: { id: string; title: string }) {
  const { t } = useTranslation('updates');
  return (
    <TakeDown
      id={id}
      label={t('takeDown', { title })}
      says={t('takeDownSays')}
      document={TakeDownUpdateDocument}
      variablesOf={(decision) => ({ id, ...decision })}
    />
  );
}
