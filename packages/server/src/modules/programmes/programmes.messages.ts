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
  'programme.order.income': ['救助项目资金入账', 'money into an aid programme'],
  'programme.secondPerson': [
    '制单人不能签核自己制的单据，请由另一位财务人员或管理员签核。',
    'You prepared this yourself. Another treasurer or an administrator has to sign it.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof programmeMessages, true> {}
}
