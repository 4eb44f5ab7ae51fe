import type { Messages } from '../../messages/index.js';

export const refundsMessages = {
  'closing.openRefunds': [
    '您有 {{things}} 笔捐赠正在办理退款。请等退款办结。',
    '{{things}} of your gifts are being given back. Please wait until the refund is decided.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof refundsMessages, true> {}
}
