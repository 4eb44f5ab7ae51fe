import { useQuery } from '@apollo/client/react';
import { PrivacyNoticeDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Markdown } from '../../ui/served-markdown';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';

/** The privacy notice that holds now, with its version. */
export function NoticeText() {
  const { t } = useTranslation('privacy');
  const { data, error, refetch } = useQuery(PrivacyNoticeDocument, { fetchPolicy: 'cache-and-network' });
  const notice = data?.privacyNotice;
  if (!notice) {
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading>
        <SkeletonText lines={8} />
      </Loading>
    );
  }
  return (
    <div className="stack measure">
      <p className="small quiet">{t('version', { version: notice.version })}</p>
      {/* The page has the title already. */}
      <Markdown>{notice.text.replace(/^# .*\n/, '')}</Markdown>
    </div>
  );
}
