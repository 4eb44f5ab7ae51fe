import type { ViewerPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LinkButton } from '../../ui/link-button';
import { TermChip } from '../../ui/term-chip';
import styles from './account.module.css';
import { Written } from '../../ui/written';

export function OwnUnits({ memberships }: { memberships: ViewerPartsFragment['memberships'] }) {
  const { t } = useTranslation('account');
  if (memberships.length === 0) {
    return (
      <div className="stack" style={{ gap: 12, justifyItems: 'start' }}>
        <p className="quiet">{t('units.empty')}</p>
        <LinkButton to="/workspace">{t('units.toWorkspace')}</LinkButton>
      </div>
    );
  }
  return (
    <ul className={styles.list}>
      {memberships.map(({ role, organization }) => (
        <li key={organization.id}>
          <div className="row-between">
            <Link to={`/organizations/${organization.id}`} className="strong">
              <Written>{organization.name}</Written>
            </Link>
            <TermChip kind="verification" value={organization.verification} />
          </div>
          <p className="small quiet row-between">
            <span>
              {t(`terms:organizationKind.${organization.kind}`)} · {t(`terms:membershipRole.${role}`)}
            </span>
            <Link to={`/workspace/${organization.id}`}>{t('units.open')}</Link>
          </p>
        </li>
      ))}
    </ul>
  );
}
