import type { Messages } from '../../messages/index.js';

export const ordersMessages = {
  'duty.decidedBefore': [
    '您曾以评审身份对这个项目作过决定（项目、异议或阶段报告），因此不能确认它的到账，也不能制单或签核它的拨付、退款和入账，须由其他财务人员办理。',
    'You decided as a reviewer on this project, on an objection to it or on a report of it. So you neither confirm its payments nor prepare or sign its releases, refunds and bookings; a colleague has to do this.',
  ],
  'duty.paidBefore': [
    '您曾确认过这个项目的到账，或制单、签核过它的拨付、退款或入账，因此不能再以评审身份对它作决定，须由其他评审办理。',
    'You confirmed a payment to this project, or prepared or signed a release, a refund or a booking of it. So you do not decide on it as a reviewer; a colleague has to do this.',
  ],
  'closing.openOrders': [
    '您准备的 {{things}} 张审批单还在等待签字。请先撤回，或等它们办结。',
    '{{things}} order(s) that you prepared wait for a signature. Please withdraw them first, or wait until they are decided.',
  ],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof ordersMessages, true> {}
}
