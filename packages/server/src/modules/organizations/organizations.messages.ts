import type { Messages } from '../../messages/index.js';

export const organizationsMessages = {
  'closing.soleOwner': [
    '您是 {{things}} 个单位唯一的负责人。请先让另一位成员成为负责人。',
    'You are the only owner of {{things}} unit(s). Please make another member an owner first.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof organizationsMessages, true> {}
}
