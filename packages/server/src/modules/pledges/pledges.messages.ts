import type { Messages } from '../../messages/index.js';

export const pledgesMessages = {
  'closing.openPledges': [
    '您有 {{things}} 笔认捐还未到账。请先取消，或等款项确认。',
    '{{things}} of your pledges wait for their money. Please cancel them first, or wait until the money is confirmed.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof pledgesMessages, true> {}
}
