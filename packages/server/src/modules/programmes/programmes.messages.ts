import type { Messages } from '../../messages/index.js';

/** The texts of this module for people, in Chinese and in English. */
export const programmeMessages = {
  'programme.decided': ['这个救助项目已经审核过了。', 'A reviewer has decided on this programme already.'],
  'programme.notOpen': ['这个救助项目没有公开，不能办理款项。', 'The programme is not published and moves no money.'],
  'programme.ownProposal': [
    '这个救助项目是您提出的，请由其他审核人员审核。',
    'You proposed this programme. Please leave the decision to a colleague.',
  ],
  'programme.reasonNeeded': ['请填写理由。', 'Please give a reason.'],
  'programme.sourceTwice': ['同一个资金来源只能选一次。', 'Each source can be chosen once only.'],
  'programme.otherSource': ['这个救助项目没有这个资金来源。', 'The programme has no such source.'],
  'programme.referenceUsed': ['这个银行流水号已经用过。', 'This bank reference was used before.'],
  'programme.notEnough': [
    '资金不足：结余 {{left}}，需要 {{asked}}。',
    'There is not enough money: {{left}} is left, and {{asked}} is needed.',
  ],
  'programme.personTwice': ['这个人在名单中出现了两次。', 'This person is on the list twice.'],
  'programme.paymentReference': ['请填写付款的银行流水号。', "Please give the bank's reference of the payment."],
  'programme.notPaid': ['这笔救助金没有付出或者已经退回。', 'This grant was not paid, or has come back already.'],
  'programme.noList': ['这笔款项没有名单。', 'This movement has no list of people.'],
  'programme.sameProgramme': ['不能调剂到同一个救助项目。', 'Money cannot go to the same programme.'],
  'programme.targetSource': [
    '对方救助项目没有这个资金来源。',
    'The other programme does not take money of this source.',
  ],
  'programme.notInNotice': ['这笔调剂不在公示期。', 'This allocation is not in public notice.'],
  'queue.programmes': ['待审核的救助项目', 'aid programmes to decide on'],
  'programme.order.grants': ['救助金发放', 'grants of an aid programme'],
  'programme.order.allocation': ['救助项目资金调剂', 'an allocation between aid programmes'],
  'programme.order.income': ['救助项目资金入账', 'money into an aid programme'],
  'programme.secondPerson': [
    '制单人不能签核自己制的单据，请由另一位财务人员或管理员签核。',
    'You prepared this yourself. Another treasurer or an administrator has to sign it.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof programmeMessages, true> {}
}
