import type { Tx } from '../../db/database.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify } from '../notices/index.js';
import { unitOwners } from '../organizations/index.js';
import type { Webhook } from './webhook.entities.js';

interface OffEvent {
  readonly organizationId: string;
  readonly host: string;
}

export const webhookOff = defineNoticeKind<OffEvent, object>({
  name: 'WEBHOOK_OFF',
  label: 'webhook.notice.off.label',
  topics: [NoticeTopic.UNITS],
  recipients: (services, { organizationId }) => unitOwners(services, organizationId),
  words: (language, { organizationId, host }) => ({
    title: translate(language, 'webhook.notice.off.title', { host }),
    text: translate(language, 'webhook.notice.off.text', { host }),
    path: `/workspace/${organizationId}#webhooks`,
  }),
});

/** Records that the owners of the unit are to be told that a webhook was switched off. */
export const noteSwitchedOff = (tx: Tx, { organizationId, url }: Webhook): Promise<void> =>
  notify(tx, webhookOff, { organizationId, host: new URL(url).host });
