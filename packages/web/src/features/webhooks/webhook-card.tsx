import {
  PingWebhookDocument,
  RemoveWebhookDocument,
  RotateWebhookSecretDocument,
  SendWebhookAgainDocument,
  SetWebhookOnDocument,
  type WebhookDeliveryPartsFragment,
  type WebhookPartsFragment,
} from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDateTime, formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';
import styles from './webhooks.module.css';

const AGAIN = { refetch: ['OrganizationWebhooks'] };

interface Props {
  webhook: WebhookPartsFragment;
  onSecret: (secret: string) => void;
}

export function WebhookCard({ webhook, onSecret }: Props) {
  const { t } = useTranslation('webhooks');
  const language = useLanguage();
  const { id, url, topics, state, failingSince, project, deliveries } = webhook;
  const ping = useAction(PingWebhookDocument, AGAIN);
  const turn = useAction(SetWebhookOnDocument, AGAIN);
  const remove = useAction(RemoveWebhookDocument, AGAIN);
  const rotate = useAction(RotateWebhookSecretDocument, {
    onDone: ({ rotateWebhookSecret }) => onSecret(rotateWebhookSecret.secret),
  });
  const again = useAction(SendWebhookAgainDocument, AGAIN);
  const failures = [ping, turn, remove, rotate, again].map(({ failure }) => failure);
  return (
    <li>
      <h3 className={styles.url}>{url}</h3>
      <p className="small quiet">
        {[t(`state.${state}`), project?.title, ...topics.map((topic) => t(`topic.${topic}`))]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {failingSince !== null && (
        <p className="small">{t('failing', { since: formatDateTime(failingSince, language) })}</p>
      )}
      <div className="row" style={{ flexWrap: 'wrap', gap: 8 }}>
        {state === 'ON' && (
          <Button size="small" loading={ping.busy} onClick={() => void ping.run({ id })}>
            {t('ping')}
          </Button>
        )}
        <Button size="small" loading={turn.busy} onClick={() => void turn.run({ id, on: state !== 'ON' })}>
          {t(state === 'ON' ? 'off' : 'on')}
        </Button>
        <ConfirmAction
          label={t('rotate')}
          question={t('rotateQuestion')}
          confirm={t('rotate')}
          keep={t('keep')}
          busy={rotate.busy}
          onConfirm={() => rotate.run({ id })}
        />
        <ConfirmAction
          label={t('remove')}
          question={t('removeQuestion')}
          confirm={t('remove')}
          keep={t('keep')}
          busy={remove.busy}
          onConfirm={() => remove.run({ id })}
        />
      </div>
      <FailureNotice failure={failures.find((failure) => failure !== undefined)} />
      <details>
        <summary>{t('log')}</summary>
        {deliveries.length === 0 ? (
          <p className="small quiet">{t('logNone')}</p>
        ) : (
          <ul className={`small ${styles.log}`}>
            {deliveries.map((delivery) => (
              <Delivery
                key={delivery.id}
                delivery={delivery}
                onAgain={state === 'ON' ? () => void again.run({ deliveryId: delivery.id }) : undefined}
              />
            ))}
          </ul>
        )}
      </details>
    </li>
  );
}

interface DeliveryProps {
  delivery: WebhookDeliveryPartsFragment;
  /** Sends the message again; undefined while the webhook is off. */
  onAgain: (() => void) | undefined;
}

function Delivery({ delivery: { type, state, createdAt, dueAt, log }, onAgain }: DeliveryProps) {
  const { t } = useTranslation('webhooks');
  const language = useLanguage();
  const at = formatMoment(createdAt, language);
  const [last] = log;
  const code = last?.status ?? null;
  return (
    <li>
      <code>{type}</code>
      <time dateTime={createdAt}>{at}</time>
      <span>{t(`delivery.${state}`)}</span>
      {code !== null && <span>{t('reply', { code })}</span>}
      {last?.fault != null && code === null && <span>{t(`fault.${last.fault}`)}</span>}
      {dueAt !== null && <span className="quiet">{t('next', { at: formatMoment(dueAt, language) })}</span>}
      {onAgain && (
        <Button size="small" type="text" onClick={onAgain} aria-label={t('againOf', { type, at })}>
          {t('again')}
        </Button>
      )}
      {last?.reply && <pre className={styles.reply}>{last.reply}</pre>}
    </li>
  );
}
