import type { Messages } from '../../messages/index.js';

export const payeeAccountMessages = {
  'payee.number': [
    '请填写银行账号：8 至 32 位数字，可分组。',
    'An account number has 8 to 32 digits, in groups or not.',
  ],
  'payee.waits': [
    '本单位已有一个收款账户等待处理，请先撤回或等待处理。',
    'Another account of the unit waits for a decision; withdraw it or wait.',
  ],
  'payee.same': ['这已是本单位的收款账户。', 'The unit is paid to this account already.'],
  'payee.decided': ['这个收款账户已经处理过。', 'This account was decided on already.'],
  'payee.missing': [
    '该单位尚无核验过的收款账户，不能拨付。请单位负责人登记账户，由财务核验。',
    'The unit has no verified account to be paid to. An owner of the unit enters one, and a treasurer verifies it.',
  ],
  'payee.changedSince': [
    '制单后该单位的收款账户已变更，请撤回后重新制单。',
    'The account of the unit has changed since the payment was prepared; withdraw it and prepare it again.',
  ],
  'payee.ownUnit': [
    '您属于该单位（或使用同一账号的单位），或离开该单位未满一年，须由其他财务人员处理它的收款账户。',
    'You belong to this unit or to one with the same account, or left it less than a year ago; another treasurer has to decide on its account.',
  ],
  'payee.secondPerson': [
    '变更收款账户须由另一位财务人员或管理员会签。',
    'Another treasurer or an administrator has to sign the change of an account.',
  ],
  'payee.order.label': ['变更收款账户', 'the change of the account to which a unit is paid'],
  'payee.notice.entered.label': ['本单位登记了收款账户', 'An account was entered for your unit'],
  'payee.notice.entered.title': [
    '有人为本单位登记了收款账户',
    'Somebody entered an account to which your unit is to be paid',
  ],
  'payee.notice.entered.text': [
    '请核对户名和尾号。如非本单位所为，请立即撤回，并更改密码。',
    'Please check the name and the last digits. If it is not yours, withdraw it at once and change your password.',
  ],
  'payee.notice.decided.label': ['本单位的收款账户已处理', 'The account of your unit was decided on'],
  'payee.notice.accepted.title': ['本单位的收款账户已生效', 'Your unit is now paid to the account that was entered'],
  'payee.notice.accepted.text': [
    '今后的拨付汇入这个账户。请核对户名和尾号。',
    'Payments go to this account from now on. Please check the name and the last digits.',
  ],
  'payee.notice.refused.title': [
    '本单位登记的收款账户未获通过',
    'The account that was entered for your unit was refused',
  ],
  'payee.notice.refused.text': ['原因见单位页面。', 'The reason is on the page of the unit.'],
  'queue.payee-accounts': ['待核验的收款账户', 'Accounts of units to verify'],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof payeeAccountMessages, true> {}
}
