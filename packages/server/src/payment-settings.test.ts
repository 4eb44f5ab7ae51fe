import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPaymentSettings } from './payment-settings.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ALIPAY = {
  ALIPAY_APP_ID: '2021',
  // As Alipay's tools print a key: base64 without PEM, in the older form.
  ALIPAY_KEY: privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
  ALIPAY_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
};
const WECHAT = {
  WECHATPAY_MCH_ID: '1900000001',
  WECHATPAY_APP_ID: 'wx1',
  WECHATPAY_API_V3_KEY: '0123456789abcdef0123456789abcdef',
  // As one line of a file of settings.
  WECHATPAY_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n'),
  WECHATPAY_KEY_SERIAL: 'abc',
};
const read = (source: Record<string, string>, production = false) => {
  const faults: string[] = [];
  return { ...readPaymentSettings(source, faults, production), faults };
};

describe('settings of payment providers', () => {
  it('use no provider when there are none', () => {
    expect(read({})).toEqual({ wechat: null, alipay: null, isTest: false, faults: [] });
  });

  it('take keys in each form in which providers hand them out', () => {
    const { wechat, alipay, faults } = read({ ...ALIPAY, ...WECHAT });
    expect(faults).toEqual([]);
    expect(wechat).toMatchObject({ keySerial: 'ABC', publicKey: null, url: 'https://api.mch.weixin.qq.com' });
    for (const key of [wechat!.privateKey, alipay!.privateKey]) expect(key.equals(privateKey)).toBe(true);
    expect(alipay!.publicKey.equals(publicKey)).toBe(true);
  });

  it.each([
    ['one of them is missing', { ...WECHAT, WECHATPAY_KEY_SERIAL: '' }, 'WECHATPAY_KEY_SERIAL'],
    ['the API v3 key is too short', { ...WECHAT, WECHATPAY_API_V3_KEY: 'short' }, 'WECHATPAY_API_V3_KEY'],
    ['a key is no key', { ...ALIPAY, ALIPAY_KEY: 'secret-that-is-no-key' }, 'ALIPAY_KEY'],
    [
      'a public key has no id',
      { ...WECHAT, WECHATPAY_PUBLIC_KEY: ALIPAY.ALIPAY_PUBLIC_KEY },
      'WECHATPAY_PUBLIC_KEY_ID',
    ],
    ['an address is no address', { ...ALIPAY, ALIPAY_URL: 'gateway' }, 'ALIPAY_URL'],
  ])('have a fault when %s, and the fault repeats no key', (_, source, name) => {
    const { faults } = read(source);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(name);
    expect(faults[0]).not.toContain('secret-that-is-no-key');
  });

  it('need https in production', () => {
    const source = { ...ALIPAY, ALIPAY_URL: 'http://example.org/gateway.do' };
    expect(read(source).faults).toEqual([]);
    expect(read(source, true).faults).toHaveLength(1);
  });
});
