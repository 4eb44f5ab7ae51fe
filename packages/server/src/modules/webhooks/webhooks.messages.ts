import type { Messages } from '../../messages/index.js';

export const webhooksMessages = {
  'webhook.url.https': ['请填写以 https:// 开头的地址。', 'Please give an address that begins with https://.'],
  'webhook.url.password': [
    '地址里不能有用户名和密码。请用签名来验证。',
    'The address must not contain a user and a password. Check the signature instead.',
  ],
  'webhook.url.public': [
    '请填写公网上的地址。内网和本机的地址不接受。',
    'Please give an address on the public internet. Private and local addresses are not accepted.',
  ],
  'webhook.tooMany': ['一个单位最多 {{max}} 个推送地址。', 'A unit has at most {{max}} webhooks.'],
  'webhook.off': ['这个推送地址已停用，请先启用。', 'This webhook is off. Please switch it on first.'],
  'webhook.notice.off.label': ['推送地址停用', 'A webhook is switched off'],
  'webhook.notice.off.title': ['发往 {{host}} 的推送已停用', 'Messages to {{host}} are switched off'],
  'webhook.notice.off.text': [
    '{{host}} 连续五天没有收下任何推送，或表示不再需要。修好以后可以在单位页重新启用，并补发。',
    '{{host}} took no message for five days, or said that it wants none. You can switch the webhook on again on the page of your unit, and send messages again.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof webhooksMessages, true> {}
}
