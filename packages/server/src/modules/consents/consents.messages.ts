import type { Messages } from '../../messages/index.js';

export const consentsMessages = {
  'privacy.unknownVersion': [
    '没有这个版本的个人信息处理告知；现行版本是 {{current}}。',
    'There is no such version of the privacy notice; {{current}} is the one that holds.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof consentsMessages, true> {}
}
