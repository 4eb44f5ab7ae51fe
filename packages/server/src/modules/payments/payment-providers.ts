import { onePerServer, type Services } from '../../context.js';
import { PaymentMethod, type OnlineMethod } from '../pledges/index.js';
import { Alipay } from './alipay.js';
import { ProviderError, type PaymentProvider } from './payment-provider.js';
import { WechatPay } from './wechat-pay.js';

/** The providers of a server, by the way of payment. */
export const providersOf = onePerServer(({ env, clock }): ReadonlyMap<OnlineMethod, PaymentProvider> => {
  const { wechat, alipay } = env.payments;
  const providers = new Map<OnlineMethod, PaymentProvider>();
  if (wechat !== null) providers.set(PaymentMethod.WECHAT_PAY, new WechatPay(wechat, clock));
  if (alipay !== null) providers.set(PaymentMethod.ALIPAY, new Alipay(alipay, clock));
  return providers;
});

/** The last part of the address to which a provider sends notices. */
export const NOTICE_PATHS: Readonly<Record<OnlineMethod, string>> = {
  [PaymentMethod.WECHAT_PAY]: '/payments/notices/wechat',
  [PaymentMethod.ALIPAY]: '/payments/notices/alipay',
};

/**
 * Logs that a provider failed, and rethrows every other error. The log holds our number and the provider's code, and no
 * text of a person.
 */
export function logFailure(
  { log }: Pick<Services, 'log'>,
  call: string,
  { method, tradeNo }: { readonly method: OnlineMethod; readonly tradeNo: string },
  error: unknown,
): void {
  if (!(error instanceof ProviderError)) throw error;
  log.warn({ call, method, tradeNo, outcome: error.outcome, reason: error.reason }, 'a payment provider failed');
}
