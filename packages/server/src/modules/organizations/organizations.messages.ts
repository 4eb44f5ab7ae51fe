import type { Messages } from '../../messages/index.js';

export const organizationsMessages = {
  'closing.soleOwner': [
    '您是 {{things}} 个单位唯一的负责人。请先让另一位成员成为负责人。',
    'You are the only owner of {{things}} unit(s). Please make another member an owner first.',
  ],
  'organization.notice.verified.label': ['单位通过核实', 'A unit is verified'],
  'organization.notice.verified.title': ['“{{unit}}”已通过核实', '“{{unit}}” is verified'],
  'organization.notice.verified.text': [
    '现在可以用单位的名义捐赠，也可以提交项目。',
    'You can now give in its name and submit projects.',
  ],
  'organization.notice.refused.label': ['单位未通过核实', 'A unit is not verified'],
  'organization.notice.refused.title': ['您的单位没有通过核实', 'Your unit was not verified'],
  'organization.notice.refused.text': [
    '理由见单位页。改正后会重新核实。',
    "The unit's page gives the reason. It is looked at again after you have corrected it.",
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof organizationsMessages, true> {}
}
