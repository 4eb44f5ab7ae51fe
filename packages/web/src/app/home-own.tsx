import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ViewerPartsFragment } from '@hongchuang/schema';
import styles from '../features/home/home.module.css';
import { useNavigationItems } from './layout/navigation';

/** The help of each role. A person without a role is helped to give. */
const HELP = { REVIEWER: 'reviewer', TREASURER: 'treasurer', AUDITOR: 'auditor' } as const;

/** Where a person who is signed in goes on: the own desks with what waits there, the own gifts and the right help. */
export default function HomeOwn({ viewer: { name, roles } }: { viewer: Pick<ViewerPartsFragment, 'name' | 'roles'> }) {
  const { t } = useTranslation('home');
  const { own } = useNavigationItems();
  const [help = 'donor'] = Object.entries(HELP).flatMap(([role, topic]) =>
    (roles as readonly string[]).includes(role) ? [topic] : [],
  );
  const places = [
    ...own.map(({ to, label, waiting = 0 }) => ({
      to,
      title: t(label),
      // The tasks of a unit are counted on its own page only.
      text:
        to === '/workspace'
          ? t('own.workspace')
          : waiting > 0
            ? t('app:nav.waiting', { count: waiting })
            : t('own.nothing'),
      waits: waiting > 0,
    })),
    { to: '/account#gifts', title: t('own.gifts'), text: t('own.giftsText'), waits: false },
    { to: `/help/${help}`, title: t('app:footer.help'), text: t('own.help'), waits: false },
  ];
  return (
    <section className={styles.ownPlaces} aria-label={t('own.label')}>
      <p className="strong">{t('own.title', { name })}</p>
      <ul className={styles.own}>
        {places.map(({ to, title, text, waits }) => (
          <li key={to}>
            <Link to={to} className={styles.ownPlace}>
              <span className="strong">{title}</span>
              <span className={`small ${waits ? 'amber' : 'quiet'}`}>{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
