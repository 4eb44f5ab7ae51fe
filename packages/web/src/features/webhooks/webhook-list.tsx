import { useQuery } from '@apollo/client/react';
import { OrganizationWebhooksDocument } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button';
import { ErrorState, SkeletonText } from '../../ui/states';
import { RegisterForm } from './register-form';
import { WebhookCard } from './webhook-card';
import styles from './webhooks.module.css';

/** The webhooks of a unit with their log, for its owners. */
export function WebhookList({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation('webhooks');
  const { data, error, refetch } = useQuery(OrganizationWebhooksDocument, {
    variables: { id: organizationId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const [secret, setSecret] = useState<string>();
  const webhooks = data?.organization?.webhooks;
  if (!webhooks)
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonText lines={4} />;
  return (
    <div className="stack">
      <p className="small quiet measure">{t('lead')}</p>
      {secret !== undefined && (
        <div role="status" className="stack" style={{ gap: 8 }}>
          <strong>{t('secret')}</strong>
          <div className="row">
            <code className={styles.url}>{secret}</code>
            <CopyButton text={secret} what={t('secret')} />
          </div>
          <p className="small">{t('secretNote')}</p>
        </div>
      )}
      {webhooks.length === 0 ? (
        <p className="quiet">{t('none')}</p>
      ) : (
        <ul className={styles.list}>
          {webhooks.map((webhook) => (
            <WebhookCard key={webhook.id} webhook={webhook} onSecret={setSecret} />
          ))}
        </ul>
      )}
      <RegisterForm organizationId={organizationId} onSecret={setSecret} />
    </div>
  );
}
