import type { Messages } from '../../messages/index.js';

export const paymentsMessages = {
  'payment.noProvider': ['此平台没有开通这种在线支付。', 'This installation does not offer this way to pay online.'],
  'payment.noScene': ['这种支付方式不能在此处使用。', 'This provider cannot be used in this place.'],
  'payment.providerDown': [
    '支付机构暂时没有回应。您的认捐已保留，请稍后再试，或改用银行转账。',
    'The payment provider does not answer at the moment. Your pledge is kept. Please try again later, or pay by bank transfer.',
  ],
  'payment.notSettled': [
    '上一次支付的结果还在向支付机构查询，请一分钟后再试。',
    'We are still asking the provider about the earlier payment. Please try again in a minute.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof paymentsMessages, true> {}
}
