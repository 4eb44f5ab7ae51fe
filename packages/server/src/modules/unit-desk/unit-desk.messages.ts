import type { Messages } from '../../messages/index.js';

export const unitDeskMessages = {
  'unitDesk.period': [
    '起止日期须先后相接，最多 {{max}} 天。',
    'The period has to end on or after its first day and may have {{max}} days.',
  ],
  'unitDesk.remindedToday': [
    '所选单位今天都已提醒过，明天可以再次提醒。',
    'All these units were reminded today. They can be reminded again tomorrow.',
  ],
  'unitDesk.notice.reminded.label': ['上级单位提醒组织捐赠', 'The unit above reminds yours of a call for gifts'],
  'unitDesk.notice.reminded.title': [
    '“{{parent}}”提醒本单位组织捐赠',
    '“{{parent}}” reminds your unit of its call for gifts',
  ],
  'unitDesk.notice.reminded.text': [
    '{{from}} 至 {{until}} 还没有以本单位名义的捐赠。工作台有本单位的参与情况。',
    'Nothing was given in the name of your unit from {{from}} to {{until}}. The desk shows who took part.',
  ],
  'unitDesk.sheet': ['参与情况', 'Participation'],
  'unitDesk.column.unit': ['单位', 'Unit'],
  'unitDesk.column.membersKnown': ['成员人数', 'Members'],
  'unitDesk.column.membersGave': ['参与人数', 'Members who gave'],
  'unitDesk.column.gifts': ['捐赠人次', 'Gifts'],
  'unitDesk.column.amount': ['金额（元）', 'Amount (yuan)'],
  'unitDesk.column.answer': ['是否已参与', 'Answer'],
  'unitDesk.column.remindedOn': ['最近提醒', 'Last reminded'],
  'unitDesk.total': ['合计（含下级）', 'Total with units below'],
  'unitDesk.own': ['本级', 'The unit alone'],
  'unitDesk.answer.GAVE': ['已捐赠', 'Gave'],
  'unitDesk.answer.PROMISED': ['已认捐，未到账', 'Promised'],
  'unitDesk.answer.NONE': ['尚未参与', 'Not yet'],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof unitDeskMessages, true> {}
}
