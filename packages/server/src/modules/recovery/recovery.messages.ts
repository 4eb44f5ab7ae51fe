import type { Messages } from '../../messages/index.js';

export const recoveryMessages = {
  'recovery.label.UNIT_OWNER': ['更换单位负责人', 'another owner for a unit'],
  'recovery.label.SECOND_FACTORS': ['移除丢失的两步验证', 'the removal of lost second factors'],
  'recovery.label.ADDRESS': ['不等旧邮箱确认的邮箱更换', 'the change of an address without the old one'],
  'recovery.account': ['一位用户的账户', 'the account of a person'],
  'recovery.ownUnit': [
    '您是这个单位的成员，不能决定它的负责人。',
    'You belong to this unit and do not decide who owns it.',
  ],
  'recovery.ownAccess': [
    '这件事关系到您自己的账户，请由另外两位管理员办理。',
    'This concerns your own account; two other administrators have to decide it.',
  ],
  'recovery.secondAdmin': [
    '这件事由您提出，须由另一位管理员签核。',
    'You prepared this; another administrator has to sign it.',
  ],
  'recovery.closed': ['这件事已撤回或驳回。', 'This was withdrawn or refused.'],
  'recovery.waits': [
    '同一件事已在等待签核或生效。',
    'The same change waits for a signature, or to take effect, already.',
  ],
  'recovery.isOwner': ['对方已经是这个单位的负责人。', 'This person is an owner of the unit already.'],
  'recovery.suspended': ['这个账户已停用，请先恢复。', 'This account is suspended; it has to be restored first.'],
  'recovery.noFactor': ['这个账户没有两步验证。', 'This account has no second factor.'],
  'recovery.noAddressChange': [
    '这个账户没有等待确认的邮箱更换。请对方先登录并申请更换、确认新邮箱。',
    'No change of address waits on this account. Its holder has to ask for one and confirm the new address first.',
  ],
  'recovery.changedSince': [
    '单位的负责人或本人的申请已有变化，请撤回后重新提出。',
    'The owner of the unit, or the request of the person, has changed since. Please withdraw this and prepare it anew.',
  ],
  'queue.access-changes': ['待签核的账户与负责人变更', 'Access that waits for a second signature'],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof recoveryMessages, true> {}
}
