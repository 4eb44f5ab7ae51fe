import { RegisterWebhookDocument, type WebhookTopic } from '@hongchuang/schema';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { Input } from '../../ui/input';
import { FailureNotice } from '../../ui/states';

const TOPICS: readonly WebhookTopic[] = ['PROJECT_STEP', 'GIFTS_ARRIVED', 'STAGE_VERIFIED', 'STAGE_PAID'];

interface Props {
  organizationId: string;
  onSecret: (secret: string) => void;
}

export function RegisterForm({ organizationId, onSecret }: Props) {
  const { t } = useTranslation('webhooks');
  const id = useId();
  const [url, setUrl] = useState('');
  const [topics, setTopics] = useState<readonly WebhookTopic[]>(TOPICS);
  const register = useAction(RegisterWebhookDocument, {
    refetch: ['OrganizationWebhooks'],
    onDone: ({ registerWebhook }) => {
      onSecret(registerWebhook.secret);
      setUrl('');
    },
  });
  return (
    <form
      className="stack"
      style={{ gap: 8, maxWidth: 640 }}
      onSubmit={(event) => {
        event.preventDefault();
        void register.run({ input: { organizationId, url: url.trim(), topics: [...topics] } });
      }}
    >
      <label htmlFor={id}>{t('url')}</label>
      <Input
        id={id}
        type="url"
        required
        maxLength={500}
        value={url}
        placeholder="https://"
        aria-describedby={`${id}-help`}
        onChange={(event) => setUrl(event.target.value)}
      />
      <p className="small quiet" id={`${id}-help`}>
        {t('urlHelp')}
      </p>
      <fieldset style={{ border: 0, padding: 0 }} className="stack">
        <legend>{t('topics')}</legend>
        {TOPICS.map((topic) => (
          <label key={topic} className="row">
            <input
              type="checkbox"
              checked={topics.includes(topic)}
              onChange={({ target }) =>
                setTopics(TOPICS.filter((one) => (one === topic ? target.checked : topics.includes(one))))
              }
            />
            {t(`topic.${topic}`)}
          </label>
        ))}
      </fieldset>
      <FailureNotice failure={register.failure} />
      <div>
        <Button htmlType="submit" loading={register.busy} disabled={topics.length === 0}>
          {t('add')}
        </Button>
      </div>
    </form>
  );
}
