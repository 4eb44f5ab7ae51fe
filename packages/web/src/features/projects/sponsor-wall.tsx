import type { ProjectMoneyFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Money } from '../../ui/money';
import { VerifiedMark } from '../../ui/verified-mark';
import styles from './projects.module.css';

/** The units that gave, largest sum first, each under the name that it gave with. */
export function SponsorWall({ sponsors }: { sponsors: ProjectMoneyFragment['sponsors'] }) {
  const { t } = useTranslation('projects');
  return (
    <ul className={styles.sponsors}>
      {sponsors.map(({ name, organization, amount, pledgeCount }) => (
        <li key={organization.id} className={`card ${styles.sponsor}`}>
          <p className="strong">
            <Link to={`/organizations/${organization.id}`}>{name}</Link>{' '}
            {organization.verification === 'VERIFIED' && <VerifiedMark />}
          </p>
          {name !== organization.name && (
            <p className="small quiet">{t('sponsors.nowCalled', { name: organization.name })}</p>
          )}
          <p className="small quiet num">
            <Money fen={amount} /> · {t('sponsors.gifts', { count: pledgeCount })}
          </p>
        </li>
      ))}
    </ul>
  );
}
