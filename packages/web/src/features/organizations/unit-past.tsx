import type { OrganizationFaceFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Written } from '../../ui/written';

/** Into what a unit was merged, which units were merged into it, and what was founded out of it or it out of. */
export function UnitPast({ organization }: { organization: OrganizationFaceFragment }) {
  const { t } = useTranslation('organizations');
  const language = useLanguage();
  const { id, successor, changes } = organization;
  const done = changes.filter(({ state }) => state === 'DONE');
  if (done.length === 0) return null;
  const unitLink = ({ id: unitId, name }: { id: string; name: string }) => (
    <Link key={unitId} to={`/organizations/${unitId}`}>
      <Written>{name}</Written>
    </Link>
  );
  return (
    <div className="stack">
      {done.map((change) => {
        const date = formatDate(change.decidedAt!, language);
        if (change.into?.id === id)
          return (
            <p key={change.id}>
              {t('past.tookIn', { date })} {unitLink(change.unit)}
            </p>
          );
        if (change.into)
          return (
            <p key={change.id} role="status" className="card card-pad strong">
              {t('past.mergedInto', { date })} {unitLink(change.into)}
            </p>
          );
        if (change.unit.id !== id)
          return (
            <p key={change.id}>
              {t('past.foundedOutOf', { date })} {unitLink(change.unit)}
            </p>
          );
        return (
          <p key={change.id} className="row" style={{ gap: 8 }}>
            {t('past.founded', { date })} {change.parts.map(({ unit }) => unit && unitLink(unit))}
          </p>
        );
      })}
      {successor && done.every(({ into }) => into?.id !== successor.id) && (
        <p>
          {t('past.now')} {unitLink(successor)}
        </p>
      )}
    </div>
  );
}
