import type { Messages } from '../../messages/index.js';

export const parentRequestMessages = {
  'unitParent.decided': ['这项请求已经处理过。', 'This request was decided already.'],
  'unitParent.notYours': [
    '只有上级单位的负责人或平台管理员可以决定这项请求。',
    'Only an owner of the unit above or an administrator decides on this request.',
  ],
  'unitParent.ownUnit': [
    '您属于提出请求的单位，或离开该单位未满一年，须由上级单位的负责人或另一位管理员决定。',
    'You belong to the unit that asks, or left it less than a year ago; an owner of the unit above or another administrator has to decide.',
  ],
  'unitParent.notice.asked.label': ['有单位请求成为下级单位', 'A unit asks to belong to your unit'],
  'unitParent.notice.asked.title': ['有单位请求归属“{{parent}}”', 'A unit asks to belong to “{{parent}}”'],
  'unitParent.notice.asked.text': [
    '同意之前，它不显示您单位的名称，也不计入您单位的汇总。请核实后同意或拒绝。',
    'Until you consent, it does not show the name of your unit and counts in none of its sums. Please check and decide.',
  ],
  'unitParent.notice.accepted.label': ['上级单位同意了归属请求', 'The unit above consented'],
  'unitParent.notice.accepted.title': [
    '“{{parent}}”已同意本单位归属',
    '“{{parent}}” consented: your unit belongs to it',
  ],
  'unitParent.notice.accepted.text': [
    '本单位的资料已显示上级单位。',
    'The details of your unit now show the unit above.',
  ],
  'unitParent.notice.refused.label': ['上级单位拒绝了归属请求', 'The unit above refused'],
  'unitParent.notice.refused.title': [
    '归属“{{parent}}”的请求未获同意',
    '“{{parent}}” refused the request to belong to it',
  ],
  'unitParent.notice.refused.text': [
    '本单位可以继续独立使用平台。理由见单位资料。',
    'Your unit can go on by itself. The reason is with the details of the unit.',
  ],
  'queue.unit-parents': ['待同意的归属请求', 'Requests to belong to a unit'],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof parentRequestMessages, true> {}
}
