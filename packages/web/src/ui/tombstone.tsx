import type { TakedownCause, TakedownOf } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../lib/dates';
import { useLanguage } from '../lib/i18n';

/** Says in public that something was taken down, when and why. */
export function TombstoneLine({ what, cause, at }: { what: TakedownOf; cause: TakedownCause; at: string }) {
  const { t } = useTranslation('terms');
  const language = useLanguage();
  return (
    <p className="small quiet">
      {t('tombstone', {
        what: t(`takenDown.${what}`),
        date: formatDate(at, language),
        cause: t(`takedownCause.${cause}`),
      })}
    </p>
  );
}
