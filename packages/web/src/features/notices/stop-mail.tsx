import { useQuery } from '@apollo/client/react';
import { StopMailDocument, StoppableMailDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { LinkButton } from '../../ui/link-button';
import { EmptyState, ErrorState, FailureNotice, SkeletonText } from '../../ui/states';

/** The page behind the link in a letter: its reader ends mail of that kind, without signing in. */
export function StopMail({ token }: { token: string }) {
  const { t } = useTranslation('notices');
  const { data, error, refetch } = useQuery(StoppableMailDocument, { variables: { token } });
  const stop = useAction(StopMailDocument, { refetch: ['StoppableMail'] });
  const mail = data?.stoppableMail;
  if (mail === null) return <EmptyState title={t('stop.invalid')}>{t('stop.invalidText')}</EmptyState>;
  if (!mail) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonText lines={3} />;
  const about = mail.about.join(t('settings.comma'));
  if (mail.stopped)
    return (
      <div role="status">
        <EmptyState title={t('stop.done')} actions={<LinkButton to="/account#notices">{t('toSettings')}</LinkButton>}>
          {t('stop.doneText', { about })}
        </EmptyState>
      </div>
    );
  return (
    <div className="stack" style={{ maxWidth: 640 }}>
      <p className="measure">{t('stop.question', { about })}</p>
      <FailureNotice failure={stop.failure} />
      <div>
        <Button type="primary" size="large" loading={stop.busy} onClick={() => void stop.run({ token })}>
          {t('stop.confirm')}
        </Button>
      </div>
    </div>
  );
}
