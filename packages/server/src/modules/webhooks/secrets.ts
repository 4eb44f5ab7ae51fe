import type { Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import { open, seal } from '../../lib/sealed.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';
import type { Webhook } from './webhook.entities.js';

export const webhookSecret: SealedColumn = { table: 'webhooks', key: 'id', column: 'secret_sealed' };
export const oldWebhookSecret: SealedColumn = { table: 'webhooks', key: 'id', column: 'old_secret_sealed' };

export const sealSecret = ({ env }: Pick<Services, 'env'>, secret: string): string =>
  seal(dataKeysOf(env), secret, placeOf(webhookSecret));

/** Returns a present secret, sealed as the one before. */
export const sealAsOld = ({ env }: Pick<Services, 'env'>, { secretSealed }: Webhook): string =>
  seal(dataKeysOf(env), open(dataKeysOf(env), secretSealed, placeOf(webhookSecret)), placeOf(oldWebhookSecret));

/** Returns the secrets that sign at `now`, the present one first. */
export function secretsOf({ env }: Pick<Services, 'env'>, webhook: Webhook, now: Date): string[] {
  const { secretSealed, oldSecretSealed, oldSecretUntil } = webhook;
  const keys = dataKeysOf(env);
  const secrets = [open(keys, secretSealed, placeOf(webhookSecret))];
  if (oldSecretSealed !== null && oldSecretUntil !== null && oldSecretUntil > now)
    secrets.push(open(keys, oldSecretSealed, placeOf(oldWebhookSecret)));
  return secrets;
}
