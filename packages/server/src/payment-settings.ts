import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** How this installation is known to WeChat Pay (API v3). */
export interface WechatSettings {
  /** Where the API is, without a slash at the end. */
  readonly url: string;
  readonly mchId: string;
  readonly appId: string;
  /** The 32 characters that encrypt notices and platform certificates. */
  readonly apiV3Key: string;
  /** The merchant's own key, and the serial number of its certificate. */
  readonly privateKey: KeyObject;
  readonly keySerial: string;
  /**
   * WeChat Pay's public key and its id, which begins with `PUB_KEY_ID_`. Null means that answers are verified with
   * platform certificates, which are downloaded.
   */
  readonly publicKey: { readonly id: string; readonly key: KeyObject } | null;
}

/** How this installation is known to Alipay. */
export interface AlipaySettings {
  /** The address of the gateway. */
  readonly url: string;
  readonly appId: string;
  readonly privateKey: KeyObject;
  /** Alipay's public key, by which its answers and notices are verified. */
  readonly publicKey: KeyObject;
}

/** The payment providers that this installation uses. */
export interface PaymentSettings {
  readonly wechat: WechatSettings | null;
  readonly alipay: AlipaySettings | null;
  /** Whether the providers are the built-in stand-in, which takes no money. Only `packages/demo` and tests set it. */
  readonly isTest: boolean;
}

type Source = Record<string, string | undefined>;

/** What the text of a key is wrapped in, when it is base64 without the lines of PEM, as Alipay's tools print it. */
const asPem = (text: string, label: string): string =>
  text.includes('-----') ? text.replaceAll('\\n', '\n') : `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----`;

function readKey(text: string, read: (pem: string) => KeyObject, labels: readonly string[]): KeyObject | null {
  for (const label of labels) {
    try {
      const key = read(asPem(text, label));
      if (key.asymmetricKeyType === 'rsa') return key;
    } catch {
      // Base64 without PEM does not say its form, so the next one is tried.
    }
  }
  return null;
}

/**
 * Parses the settings of the payment providers. A provider is used when all its settings are there, and left out when
 * none is. Faults are added to `faults` and repeat no key.
 */
export function readPaymentSettings(source: Source, faults: string[], production: boolean): PaymentSettings {
  const text = (name: string) => source[name]?.trim() ?? '';
  const privateKey = (name: string) => {
    const key = readKey(text(name), createPrivateKey, ['PRIVATE KEY', 'RSA PRIVATE KEY']);
    if (key === null) faults.push(`${name} takes a private RSA key, as PEM or as base64`);
    return key;
  };
  const publicKey = (name: string) => {
    const key = readKey(text(name), createPublicKey, ['PUBLIC KEY']);
    if (key === null) faults.push(`${name} takes a public RSA key, as PEM or as base64`);
    return key;
  };
  const address = (name: string, fallback: string) => {
    const raw = text(name) || fallback;
    const isFit = URL.canParse(raw) && (production ? ['https:'] : ['http:', 'https:']).includes(new URL(raw).protocol);
    if (!isFit) faults.push(`${name} takes an address that begins with https://`);
    return raw.replace(/\/$/, '');
  };
  /** Whether a provider is set up. Some of its settings without the others are a fault. */
  const isSet = (provider: string, names: readonly string[]) => {
    const missing = names.filter((name) => text(name) === '');
    if (missing.length > 0 && missing.length < names.length)
      faults.push(`${missing.join(', ')}: ${provider} needs all of ${names.join(', ')}`);
    return missing.length === 0;
  };

  let wechat: WechatSettings | null = null;
  if (
    isSet('WeChat Pay', [
      'WECHATPAY_MCH_ID',
      'WECHATPAY_APP_ID',
      'WECHATPAY_API_V3_KEY',
      'WECHATPAY_KEY',
      'WECHATPAY_KEY_SERIAL',
    ])
  ) {
    const apiV3Key = text('WECHATPAY_API_V3_KEY');
    if (Buffer.byteLength(apiV3Key) !== 32) faults.push('WECHATPAY_API_V3_KEY has 32 characters');
    const [id, key] = [text('WECHATPAY_PUBLIC_KEY_ID'), text('WECHATPAY_PUBLIC_KEY')];
    if ((id === '') !== (key === ''))
      faults.push('WECHATPAY_PUBLIC_KEY_ID and WECHATPAY_PUBLIC_KEY are set both, or neither');
    else if (id !== '' && !id.startsWith('PUB_KEY_ID_')) faults.push('WECHATPAY_PUBLIC_KEY_ID begins with PUB_KEY_ID_');
    const ofPlatform = id === '' || key === '' ? null : publicKey('WECHATPAY_PUBLIC_KEY');
    const own = privateKey('WECHATPAY_KEY');
    const url = address('WECHATPAY_URL', 'https://api.mch.weixin.qq.com');
    if (own !== null)
      wechat = {
        url,
        mchId: text('WECHATPAY_MCH_ID'),
        appId: text('WECHATPAY_APP_ID'),
        apiV3Key,
        privateKey: own,
        keySerial: text('WECHATPAY_KEY_SERIAL').toUpperCase(),
        publicKey: ofPlatform === null ? null : { id, key: ofPlatform },
      };
  }

  let alipay: AlipaySettings | null = null;
  if (isSet('Alipay', ['ALIPAY_APP_ID', 'ALIPAY_KEY', 'ALIPAY_PUBLIC_KEY'])) {
    const url = address('ALIPAY_URL', 'https://openapi.alipay.com/gateway.do');
    const [own, ofAlipay] = [privateKey('ALIPAY_KEY'), publicKey('ALIPAY_PUBLIC_KEY')];
    if (own !== null && ofAlipay !== null)
      alipay = { url, appId: text('ALIPAY_APP_ID'), privateKey: own, publicKey: ofAlipay };
  }
  return { wechat, alipay, isTest: false };
}
