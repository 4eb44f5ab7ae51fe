import type { Messages } from '../../messages/index.js';

export const sharingMessages = {
  'card.site': ['红创', 'Hongchuang'],
  'card.by': ['{{name}} 实施', 'Run by {{name}}'],
  'card.about': ['已筹，目标 {{goal}} · {{backers}} 位支持者', 'raised of {{goal}} · backers: {{backers}}'],
  'card.notice': ['公示中，公示结束后开始募集', 'Open to objections; funding opens afterwards'],
  'card.raising': ['募集中，还有 {{days}} 天', 'Open for gifts; days left: {{days}}'],
  'card.raisingToday': ['募集今天截止', 'Funding ends today'],
  'card.funded': ['已筹满，按阶段实施', 'Fully funded; carried out stage by stage'],
  'card.executing': ['实施中，每个阶段核验后拨款', 'Under way; each stage is paid once it is verified'],
  'card.endedBelow': ['募集已结束，筹到目标的 {{percent}}%', 'Funding has ended with {{percent}}% of the goal'],
  'card.completed': ['已完成，全部阶段已核验', 'Completed; every stage was verified'],
  'card.result': [
    '已完成：{{name}} {{actual}} {{unit}}（承诺 {{target}}）',
    'Completed: {{name}}, {{actual}} {{unit}} (promised: {{target}})',
  ],
  'card.cancelled': ['已取消', 'Cancelled'],
  'card.campaign.by': ['{{name}} 发起', 'Organised by {{name}}'],
  'card.campaign.about': ['已募集 · {{gifts}} 人次 · {{donors}} 人', 'raised · gifts: {{gifts}} · donors: {{donors}}'],
  'card.campaign.opens': ['{{at}} 开始', 'Opens at {{at}}'],
  'card.campaign.closes': ['进行中，{{at}} 结束', 'Open until {{at}}'],
  'card.campaign.over': ['已于 {{at}} 结束', 'Over since {{at}}'],
  'card.city.title': ['身边的公益项目，由我们一起办成', 'The public good next door, done together'],
  'card.city.by': ['党建引领公益', 'Party building leads the public good'],
  'card.city.about': [
    '全市累计到账 · 公开项目 {{projects}} 个',
    'received in the city · public projects: {{projects}}',
  ],
  'card.city.standing': ['每一笔钱从哪里来、到哪里去，人人看得见', 'Everybody sees where each yuan came from and went'],
  'embed.give': ['我要认捐', 'Give to this project'],
  'embed.see': ['看看项目进展', 'See how it goes'],
  'embed.newWindow': ['（在新窗口打开）', '(opens a new window)'],
  'embed.progress': ['筹款进度', 'Money raised'],
  'embed.gone': ['这个项目已不再公开。', 'This project is no longer public.'],
  'poster.scan': ['扫码看项目，随手认捐', 'Scan to see the project and give'],
  'poster.scanClosed': ['扫码看项目进展', 'Scan to see how it goes'],
  'poster.at': ['数据截至 {{at}}（北京时间）', 'Figures as of {{at}}, Beijing time'],
  'share.gone': ['这个项目已不再公开。', 'This project is no longer public.'],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface ModuleMessages extends Record<keyof typeof sharingMessages, true> {}
}
