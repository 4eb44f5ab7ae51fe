import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** Returns a new secret of the Standard Webhooks specification: 32 random bytes in base64 after `whsec_`. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64');

/**
 * Returns the headers of the Standard Webhooks specification. `sentAt` is the moment of this attempt. There is one
 * signature for each secret, so that receivers can change to a new one without losing a message.
 */
export function signedHeaders(
  secrets: readonly string[],
  { id, sentAt, body }: { readonly id: string; readonly sentAt: Date; readonly body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
