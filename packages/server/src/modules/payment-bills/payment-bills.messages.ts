import type { Messages } from '../../messages/index.js';

export const paymentBillsMessages = {
  'paymentBill.settledBefore': ['这处差异已经处理过了。', 'Somebody has settled this difference already.'],
  'paymentBill.gone': [
    '账单现在与记录一致，这处差异已消失。',
    'The bill agrees with our records now, so this difference is gone.',
  ],
  'queue.bill-differences': ['对账单差异', 'differences of provider bills'],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof paymentBillsMessages, true> {}
}
