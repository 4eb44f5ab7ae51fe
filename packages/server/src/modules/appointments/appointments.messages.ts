import type { Messages } from '../../messages/index.js';

export const appointmentMessages = {
  'appointments.cityOnly': [
    '“$t(term.platformRole.{{role}})”只能授予全市范围，不能只授予一个单位。',
    'The role “$t(term.platformRole.{{role}})” is given for the whole city only, not for one unit.',
  ],
  'appointments.order.label': ['平台角色变更', 'the change of a platform role'],
  'appointments.ownRole': [
    '您不能为自己取得平台角色而制单或签核。',
    'You can neither prepare nor sign that you get a platform role yourself.',
  ],
  'appointments.secondAdmin': [
    '这项角色变更由您提出，须由另一位管理员签核。',
    'You prepared this change; another administrator has to sign it.',
  ],
  'appointments.closed': ['这项角色变更已撤回或驳回。', 'This change was withdrawn or refused.'],
  'appointments.over': [
    '这个角色的有效期已过，请重新提出。',
    'The last day of this role has passed; please prepare it anew.',
  ],
  'appointments.lastAdmin': [
    '这是最后一位管理员，请先增加一位管理员。',
    'This is the last administrator; please appoint another one first.',
  ],
  'queue.role-changes': ['待签核的角色变更', 'Roles that wait for a second signature'],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof appointmentMessages, true> {}
}
