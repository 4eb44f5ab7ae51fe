import { createDecipheriv, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import type { WechatSettings } from '../../payment-settings.js';

// The signatures of WeChat Pay's API v3. https://pay.weixin.qq.com/doc/v3/merchant/4012365342

/** The header `Authorization` of a request. `path` contains the query; `body` is empty for GET. */
export function authorizationOf(
  { mchId, keySerial, privateKey }: Pick<WechatSettings, 'mchId' | 'keySerial' | 'privateKey'>,
  method: string,
  path: string,
  body: string,
  now: Date,
): string {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const signature = sign(
    'RSA-SHA256',
    Buffer.from(`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`),
    privateKey,
  ).toString('base64');
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mchId}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${keySerial}"`;
}

/** The signature of an answer or a notice, from its headers. */
export interface WechatSigned {
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly serial: string;
}

/** Whether `key` signed exactly these bytes. */
export const isSignedBy = (key: KeyObject, { timestamp, nonce, signature }: WechatSigned, body: Buffer): boolean =>
  verify(
    'RSA-SHA256',
    Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]),
    key,
    Buffer.from(signature, 'base64'),
  );

/** A value that WeChat Pay encrypted with the API v3 key. */
export interface WechatSealed {
  readonly ciphertext: string;
  readonly nonce: string;
  readonly associated_data?: string | null;
}

const TAG_BYTES = 16;

/** Opens a sealed value. Throws when the key or the value is not right. */
export function openSealed(apiV3Key: string, { ciphertext, nonce, associated_data }: WechatSealed): string {
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  decipher.setAAD(Buffer.from(associated_data ?? ''));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
}
