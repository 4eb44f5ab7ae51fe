import { useQuery } from '@apollo/client/react';
import { MailLanguageDocument, SetNoticeLanguageDocument, UnreadNoticesDocument } from '@hongchuang/schema';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
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
  useMailLanguage();
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

/** Tells the server once in which language the person reads, so that mail comes in it. The settings can change it. */
function useMailLanguage() {
  const language = useLanguage();
  const { data } = useQuery(MailLanguageDocument);
  const { run } = useAction(SetNoticeLanguageDocument);
  const isUnknown = data?.viewer?.noticePreferences.language === null;
  useEffect(() => {
    // A failure is no matter: the next page tries again, and until then mail is written in both languages.
    if (isUnknown) void run({ language: language === 'en' ? 'EN' : 'ZH_CN' });
  }, [isUnknown, language, run]);
}
