import type { Messages } from '../../messages/index.js';

export const privacyMessages = {
  'closing.first': ['账户现在还不能注销。{{first}}', 'The account cannot be closed yet. {{first}}'],
  'closing.roles': [
    '您有平台角色。请先请管理员收回您的平台角色。',
    'You hold a platform role. Please ask an administrator to take it back first.',
  ],
  'takedown.nothing': [
    '这里没有可以撤下的内容：已经撤下，或本来就没有公开。',
    'There is nothing to take down: it was taken down already, or it never was public.',
  ],
  'takedown.twice': ['请不要重复选择。', 'Please choose each only once.'],
  'takedown.file.PERSONAL_DATA': [
    '此文件已于 {{day}} 撤下：其中有他人的个人信息。',
    'This file was taken down on {{day}}: it showed personal data of somebody.',
  ],
  'takedown.file.AT_REQUEST': [
    '此文件已于 {{day}} 撤下：应相关人员的请求。',
    'This file was taken down on {{day}}: somebody whom it concerns asked for it.',
  ],
  'takedown.file.OFFENSIVE': [
    '此文件已于 {{day}} 撤下：内容不当。',
    'This file was taken down on {{day}}: it offended somebody.',
  ],
  'takedown.file.UNLAWFUL': [
    '此文件已于 {{day}} 撤下：内容违法。',
    'This file was taken down on {{day}}: it broke the law.',
  ],
  'takedown.file.FALSE': [
    '此文件已于 {{day}} 撤下：内容不实。',
    'This file was taken down on {{day}}: it was not true.',
  ],
  'file.audience': ['没有这种公开范围。', 'There is no such audience of a file.'],
  'export.title': ['我的个人信息', 'My personal data'],
  'export.lead': [
    '红创平台保存的关于您的全部信息，{{at}}（北京时间）生成。密码、验证器密钥等只保存摘要或密钥，不在其中。',
    'Everything that Hongchuang holds about you, made at {{at}} (Beijing time). Passwords and keys of authenticator apps are left out.',
  ],
  'export.nothing': ['没有', 'Nothing'],
  'export.elsewhere': [
    '银行流水按付款人户名保存，不与账户相连；如需查阅，请联系运营单位。',
    'Bank statements are kept by the name of the payer and are not tied to an account. Please ask the operator about them.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof privacyMessages, true> {}
}
