import type { ViewerPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../lib/dates';
import { useLanguage } from '../lib/i18n';

type Grants = ViewerPartsFragment['grants'];

/** Returns in words for what each platform role is held: for the whole city, or for a unit and all units below it. */
export function useDuties(grants: Grants): string[] {
  const { t } = useTranslation('account');
  const language = useLanguage();
  return grants.map(({ role, scope, organization, validUntil }) => {
    const name = t(`terms:platformRole.${role}`);
    const words =
      scope === 'CITY'
        ? t('profile.roleOfCity', { role: name })
        : organization
          ? t('profile.roleOfUnit', { role: name, unit: organization.name })
          : name;
    return validUntil ? `${words} · ${t('profile.roleUntil', { date: formatDate(validUntil, language) })}` : words;
  });
}
