import type { Messages } from '../../messages/index.js';

export const unitChangeMessages = {
  'unitChange.decided': ['这项申请已经处理过。', 'This was decided already.'],
  'unitChange.notYours': [
    '只有相关单位的负责人或与双方都无关的平台管理员可以处理。',
    'Only owners of the units, or an administrator who belongs to neither, decide.',
  ],
  'unitChange.needsConsent': ['须先由接收单位的负责人同意。', 'An owner of the other unit has to consent first.'],
  'unitChange.needsOutsider': [
    '须由不属于相关单位、且离开满一年的管理员办理。',
    'An administrator has to carry it out who belongs to neither unit and left none less than a year ago.',
  ],
  'unitChange.waits': [
    '该单位已有一项尚未办结的调整申请。',
    'The unit takes part in another change that is not decided yet.',
  ],
  'unitChange.stake.projects': [
    '{{things}} 个项目尚未结束：须先完成、终止或撤回。',
    'Unfinished projects: {{things}}. They have to be finished, ended or withdrawn first.',
  ],
  'unitChange.stake.campaigns': [
    '{{things}} 场募捐活动尚未结束：须先结束。',
    'Campaigns that are not over: {{things}}. They have to end first.',
  ],
  'unitChange.stake.matchFunds': [
    '{{things}} 笔配捐资金尚未结束：须先结束。',
    'Match funds that are not ended: {{things}}. They have to be ended first.',
  ],
  'unitChange.stake.waitingAccounts': [
    '{{things}} 个收款账户正在核验：须先撤回或等待核验。',
    'Bank accounts that are being checked: {{things}}. They have to be decided or withdrawn first.',
  ],
  'unitChange.stake.orders': [
    '{{things}} 项指令等待第二人签署：须先签署或撤回。',
    'Orders that wait for a second person: {{things}}. They have to be signed or withdrawn first.',
  ],
  'unitChange.stake.earlyPromises': [
    '{{things}} 笔为募捐活动所作、尚未到账的认捐早于“{{into}}”登记之日：须先到账或取消。',
    'Promises for campaigns from before “{{into}}” was registered: {{things}}. They have to be paid or cancelled first.',
  ],
  'unitChange.stake.members': [
    '{{things}} 名成员转入“{{into}}”，身份不变。',
    'Members who move to “{{into}}” with their roles: {{things}}.',
  ],
  'unitChange.stake.membersOfBoth': [
    '{{things}} 人同属两个单位，只算一人，保留较高的身份。',
    'People who belong to both units: {{things}}. Each counts once and keeps the higher role.',
  ],
  'unitChange.stake.children': [
    '{{things}} 个下级单位改为隶属“{{into}}”。',
    'Units below that move below “{{into}}”: {{things}}.',
  ],
  'unitChange.stake.unpaid': [
    '{{things}} 笔尚未到账的认捐改计在“{{into}}”名下，票据也开给该单位。',
    'Promises that are not paid yet and go on for “{{into}}”, to which their receipts are made out: {{things}}.',
  ],
  'unitChange.stake.paid': [
    '{{things}} 笔已到账的捐赠仍记在“{{from}}”名下，不重复计入“{{into}}”。',
    'Paid gifts that stay with “{{from}}” and do not count for “{{into}}” as well: {{things}}.',
  ],
  'unitChange.stake.creditCode': [
    '统一社会信用代码留在“{{from}}”的档案中，不再供其他单位登记。',
    'The credit code stays on record with “{{from}}”. No other unit can register it.',
  ],
  'unitChange.stake.accounts': [
    '{{things}} 个收款账户停用。“{{into}}”使用自己的收款账户。',
    'Bank accounts to which nothing is paid any more: {{things}}. “{{into}}” uses its own.',
  ],
  'unitChange.stake.invitations': [
    '{{things}} 份未答复的邀请作废。',
    'Open invitations that are withdrawn: {{things}}.',
  ],
  'unitChange.stake.roles': [
    '{{things}} 项限于“{{from}}”的平台职责不随之转移，需要时另行任命。',
    'Platform roles that were given for “{{from}}” and do not pass on: {{things}}.',
  ],
  'unitChange.notice.asked.label': ['有单位申请并入本单位', 'A unit asks to merge into yours'],
  'unitChange.notice.asked.title': ['“{{from}}”申请并入“{{into}}”', '“{{from}}” asks to merge into “{{into}}”'],
  'unitChange.notice.asked.text': [
    '请查看成员、下级单位和认捐将如何处理，再同意或拒绝。',
    'Please read what becomes of members, units below and promises, then consent or refuse.',
  ],
  'unitChange.notice.decided.label': ['单位调整申请有了答复', 'A change of your unit was decided'],
  'unitChange.notice.consented.title': ['“{{into}}”同意“{{from}}”并入', '“{{into}}” consents to take “{{from}}” in'],
  'unitChange.notice.consented.text': [
    '接下来由平台管理员核对后办理。',
    'An administrator now checks it and carries it out.',
  ],
  'unitChange.notice.refused.title': ['“{{from}}”并入“{{into}}”未获同意', '“{{from}}” is not merged into “{{into}}”'],
  'unitChange.notice.refused.text': ['理由见单位工作台。', 'The workspace of the unit shows the reason.'],
  'unitChange.notice.merged.label': ['单位合并', 'Units were merged'],
  'unitChange.notice.merged.title': ['“{{from}}”已并入“{{into}}”', '“{{from}}” was merged into “{{into}}”'],
  'unitChange.notice.merged.text': [
    '“{{from}}”的成员和下级单位现在属于“{{into}}”。以往的捐赠仍以原单位名称记录。',
    'Members of “{{from}}” and the units below it now belong to “{{into}}”. Past gifts stay on record under the old name.',
  ],
  'unitChange.movedTwice': [
    '同一名成员或下级单位只能归入一个新单位。',
    'A member or a unit can move to one new unit only.',
  ],
  'unitChange.split.projects': [
    '{{things}} 个未结束的项目仍由“{{from}}”实施。',
    'Unfinished projects that “{{from}}” goes on with: {{things}}.',
  ],
  'unitChange.split.members': [
    '{{things}} 名成员，除转入新单位的以外，都留在“{{from}}”。转出的成员身份不变。',
    'Members of “{{from}}”: {{things}}. Those who are not named stay; those who move keep their roles.',
  ],
  'unitChange.split.unpaid': [
    '{{things}} 笔尚未到账的认捐仍记在“{{from}}”名下。',
    'Promises that are not paid yet and stay with “{{from}}”: {{things}}.',
  ],
  'unitChange.split.paid': [
    '{{things}} 笔已到账的捐赠仍记在“{{from}}”名下。',
    'Paid gifts that stay with “{{from}}”: {{things}}.',
  ],
  'unitChange.split.creditCode': [
    '统一社会信用代码仍属“{{from}}”。新单位办妥后自行登记。',
    'The credit code stays with “{{from}}”. New units register their own.',
  ],
  'unitChange.split.accounts': [
    '{{things}} 个收款账户仍属“{{from}}”。',
    'Bank accounts that stay with “{{from}}”: {{things}}.',
  ],
  'unitChange.notice.splitRefused.title': ['“{{from}}”的拆分申请未获同意', 'The split of “{{from}}” was refused'],
  'unitChange.notice.splitRefused.text': ['理由见单位工作台。', 'The workspace of the unit shows the reason.'],
  'unitChange.notice.split.label': ['单位拆分', 'A unit was split'],
  'unitChange.notice.split.title': ['“{{from}}”已拆分', '“{{from}}” was split'],
  'unitChange.notice.split.text': [
    '新单位和转入的成员见单位页面。以往的捐赠仍记在“{{from}}”名下。',
    'The page of the unit shows the new units. Past gifts stay on record with “{{from}}”.',
  ],
  'organization.partOwner': [
    '新单位的负责人须是本单位成员，且账户可用。',
    'The owner of a new unit has to be a member of this unit whose account can act.',
  ],
  'queue.unit-changes': ['待办理的单位合并与拆分', 'Mergers and splits of units to carry out'],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof unitChangeMessages, true> {}
}
