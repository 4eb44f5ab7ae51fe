import { useQuery } from '@apollo/client/react';
import { PrivacyNoticeDocument } from '@hongchuang/schema';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';

const Markdown = lazy(() => import('../../ui/markdown'));

/** The privacy notice that holds now, with its version. */
export function NoticeText() {
  const { t } = useTranslation('privacy');
  const { data, error, refetch } = useQuery(PrivacyNoticeDocument, { fetchPolicy: 'cache-and-network' });
  const notice = data?.privacyNotice;
  const waiting = (
    <Loading>
      <SkeletonText lines={8} />
    </Loading>
  );
  if (!notice) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : waiting;
  return (
    <div className="stack measure">
      <p className="small quiet">{t('version', { version: notice.version })}</p>
      <Suspense fallback={waiting}>
        {/* The page has the title already. */}
        <Markdown>{notice.text.replace(/^# .*\n/, '')}</Markdown>
      </Suspense>
    </div>
  );
}
