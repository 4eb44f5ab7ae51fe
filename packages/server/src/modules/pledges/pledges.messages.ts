import type { Messages } from '../../messages/index.js';

export const pledgesMessages = {
  'pledge.categoryWithoutCampaign': [
    '只有计入活动的捐赠才填写所属类别。',
    'Only a gift that counts for a campaign has a category of its donor.',
  ],
  'closing.openPledges': [
    '您有 {{things}} 笔认捐还未到账。请先取消，或等款项确认。',
    '{{things}} of your pledges wait for their money. Please cancel them first, or wait until the money is confirmed.',
  ],
  'pledge.notice.arrived.label': ['捐赠到账，收据已开', 'A gift arrives and has its receipt'],
  'pledge.notice.arrived.title': ['您的捐赠 {{amount}} 已到账', 'Your gift of {{amount}} has arrived'],
  'pledge.notice.arrived.text': [
    '您给“{{project}}”的捐赠 {{amount}} 已到账，收据 {{receipt}} 已开具。这笔钱用在哪里，我们会一步一步告诉您。',
    'Your gift of {{amount}} to “{{project}}” has arrived, and receipt {{receipt}} is ready. We tell you step by step what it pays for.',
  ],
  'pledge.notice.several.title': [
    '您的 {{gifts}} 笔捐赠已到账，共 {{amount}}',
    '{{gifts}} gifts of yours have arrived, {{amount}} in all',
  ],
  'pledge.notice.several.text': [
    '收据都已开具，第一张是 {{receipt}}。这些钱用在哪里，我们会一步一步告诉您。',
    'Their receipts are ready, the first one is {{receipt}}. We tell you step by step what they pay for.',
  ],
  'pledge.noSuchMethod': ['此平台不支持这种支付方式。', 'This way of payment does not exist here.'],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof pledgesMessages, true> {}
}
