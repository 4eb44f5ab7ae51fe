import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@apollo/client/react';
import { UnreadNoticesDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './notices.module.css';

/** A stage is verified a few times a day: half a minute later is soon enough, and a page in the background asks nothing. */
const ASK_EVERY_MS = 30_000;
/** The server counts no further. */
const COUNTED = 100;

/** The way to the notices, with how many are new. For whoever is signed in. */
export function NoticeBell() {
  const { t } = useTranslation('notices');
  const { data } = useQuery(UnreadNoticesDocument, { pollInterval: ASK_EVERY_MS, skipPollAttempt: () => document.hidden || !navigator.onLine });
  const count = data?.viewer?.unreadNotices ?? 0;
  const shown = count >= COUNTED ? '99+' : String(count);
  return (
    <Link to="/notices" className={styles.bell} aria-label={count > 0 ? t('bell.some', { count: shown }) : t('bell.none')}>
      <BellOutlined aria-hidden="true" />
      {count > 0 && (
        <span className={styles.count} aria-hidden="true">
          {shown}
        </span>
      )}
    </Link>
  );
}
