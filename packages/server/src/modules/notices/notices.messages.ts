import type { Messages } from '../../messages/index.js';

export const noticesMessages = {
  'notice.topic.GIFTS': ['我的捐赠', 'My gifts'],
  'notice.topic.SUPPORTED': ['我支持的项目', 'Projects that I support'],
  'notice.topic.PROJECTS': ['本单位的项目', "My units' projects"],
  'notice.topic.UNITS': ['我的单位', 'My units'],
  'notice.topic.WORK': ['待我办理', 'My work'],
  'notice.quiet.both': [
    '请同时给出开始和结束的钟点，或都不给。',
    'Please give both the hour of the beginning and that of the end, or neither.',
  ],
  'notice.quiet.hour': ['钟点为 {{min}} 至 {{max}} 的整数。', 'An hour is a whole number from {{min}} to {{max}}.'],
  'notice.quiet.same': ['结束的钟点要与开始的不同。', 'The end has to be another hour than the beginning.'],
  'notice.stop.invalid': [
    '这个链接不完整，或已失效。请登录后在账户页选择怎样通知您。',
    'This link is incomplete or no longer valid. Please sign in and choose on your account page how you are told.',
  ],
  'notice.stop.oneClick': [
    '这个地址只接受邮件程序的“一键退订”。请在浏览器中打开邮件里的链接。',
    'This address only takes the one-click unsubscription of mail programs. Please open the link of the letter in a browser.',
  ],
  'notice.stop.done': ['已退订，不再发这类邮件。', 'Done. No more such mail is sent.'],
  'notice.mail.text': [
    '{{text}}\n\n详情：{{link}}\n\n不再收“{{topic}}”的邮件：{{stop}}\n选择怎样通知您：{{settings}}',
    '{{text}}\n\nMore: {{link}}\n\nNo more mail about “{{topic}}”: {{stop}}\nChoose how you are told: {{settings}}',
  ],
  'notice.stop.gift': ['您未登录时的捐赠', 'your gifts without an account'],
  'notice.mail.guest': [
    '{{text}}\n\n详情：{{link}}\n\n您捐赠时留下了这个邮箱。不再收捐赠的邮件，并删除这个邮箱：{{stop}}',
    '{{text}}\n\nMore: {{link}}\n\nYou left this address with your gift. To get no more mail about your gifts and have the address deleted: {{stop}}',
  ],
  'notice.digest.DAILY': ['今日汇总：{{notices}} 条通知', 'Your day: {{notices}} notices'],
  'notice.digest.WEEKLY': ['本周汇总：{{notices}} 条通知', 'Your week: {{notices}} notices'],
  'notice.digest.more': ['另有 {{more}} 条，见：{{link}}', '{{more}} more: {{link}}'],
  'notice.digest.stop': ['不再收“{{topic}}”的邮件：{{stop}}', 'No more mail about “{{topic}}”: {{stop}}'],
  'notice.digest.settings': ['选择怎样通知您：{{settings}}', 'Choose how you are told: {{settings}}'],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof noticesMessages, true> {}
}
