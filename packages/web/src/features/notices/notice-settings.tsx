import { useApolloClient, useQuery } from '@apollo/client/react';
import { NoticeSettingsDocument, SetNoticeMailDocument } from '@hongchuang/schema';
import { Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { askAgain } from '../../lib/ask-again';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { ErrorState, FailureNotice, SkeletonText } from '../../ui/states';
import styles from './notices.module.css';

/** Which notices come by mail as well. The page of notices has all of them, always. */
export function NoticeSettings() {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  const client = useApolloClient();
  const { data, error, refetch } = useQuery(NoticeSettingsDocument);
  const [changing, setChanging] = useState<string>();
  const action = useAction(SetNoticeMailDocument);
  // The words come from the server in the language that was asked in.
  useEffect(() => void askAgain(client, { all: true }), [client, language]);
  const settings = data?.viewer?.noticeSettings;
  if (!settings) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonText lines={3} />;
  return (
    <div className="stack" style={{ gap: 12 }}>
      <p className="small quiet">
        {t('settings.lead')} <Link to="/notices">{t('settings.all')}</Link>
      </p>
      <ul className={styles.settings}>
        {settings.map(({ kind, label, mailed }) => (
          <li key={kind}>
            <span id={`notice-${kind}`}>{label}</span>
            <Switch
              checked={mailed}
              loading={action.busy && changing === kind}
              aria-labelledby={`notice-${kind}`}
              onChange={(wanted) => {
                setChanging(kind);
                void action.run({ kind, mailed: wanted });
              }}
            />
          </li>
        ))}
      </ul>
      <FailureNotice failure={action.failure} />
    </div>
  );
}
