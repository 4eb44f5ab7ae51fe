import { useApolloClient, useQuery } from '@apollo/client/react';
import { NoticeSettingsDocument, SetNoticeMailDocument } from '@hongchuang/schema';
import { Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { refetchPage } from '../../lib/refetch-page';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { ErrorState, FailureNotice, SkeletonText } from '../../ui/states';
import styles from './notices.module.css';

/** The notices that are also mailed. The page of notices always has all of them. */
export function NoticeSettings() {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  const client = useApolloClient();
  const { data, error, refetch } = useQuery(NoticeSettingsDocument);
  const [changing, setChanging] = useState<string>();
  const action = useAction(SetNoticeMailDocument);
  // The server writes the texts in the language of the request, so they are read again when it changes.
  useEffect(() => void refetchPage(client, { all: true }), [client, language]);
  const settings = data?.viewer?.noticeSettings;
  if (!settings)
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonText lines={3} />;
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
