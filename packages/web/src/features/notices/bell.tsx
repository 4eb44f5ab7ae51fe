import { useQuery } from '@apollo/client/react';
import { UnreadNoticesDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useChanged } from '../../lib/use-changed';
import { Icon } from '../../ui/icon';
import styles from './notices.module.css';

const OWN_NOTICES = ['viewer:notices'];
/** The largest number to which the server counts. */
const COUNTED = 100;

/** The link to the notices, with the number of new ones. For signed-in people. */
export function NoticeBell() {
  const { t } = useTranslation('notices');
  const { data, refetch } = useQuery(UnreadNoticesDocument);
  useChanged(OWN_NOTICES, () => void refetch().catch(() => undefined));
  const count = data?.viewer?.unreadNotices ?? 0;
  const shown = count >= COUNTED ? '99+' : String(count);
  return (
    <Link
      to="/notices"
      className={styles.bell}
      aria-label={count > 0 ? t('bell.some', { count: shown }) : t('bell.none')}
    >
      <Icon name="bell" />
      {count > 0 && (
        <span className={styles.count} aria-hidden="true">
          {shown}
        </span>
      )}
    </Link>
  );
}
