import type { Messages } from '../../messages/index.js';

export const pushMessages = {
  'push.endpoint': [
    '浏览器给出的推送地址不能用：需要公网上以 https:// 开头的地址。',
    'The address that the browser gave cannot be used: it has to begin with https:// and be on the public internet.',
  ],
  'push.key': [
    '浏览器给出的密钥不完整。请关闭再开启通知。',
    'The key that the browser gave is not complete. Please switch notifications off and on again.',
  ],
  'push.tooMany': [
    '最多在 {{max}} 台设备上显示通知，请先移除一台。',
    'Notifications are shown on at most {{max}} devices. Please remove one first.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof pushMessages, true> {}
}
