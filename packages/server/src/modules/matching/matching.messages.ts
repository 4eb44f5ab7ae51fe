import type { Messages } from '../../messages/index.js';

export const matchingMessages = {
  'books.kind.MATCH': ['配捐', 'Match'],
  'books.kind.MATCH_RETURN': ['配捐退回', 'Match returned'],
  'match.endsBeforeBegin': ['结束时间必须晚于开始时间。', 'The end has to be after the beginning.'],
  'match.endsInPast': ['结束时间必须晚于现在。', 'The end has to be in the future.'],
  'match.tooLong': ['配捐最长可以开放 {{days}} 天。', 'A match fund can be open for {{days}} days at most.'],
  'match.wrongState': ['配捐基金现在的状态不允许这一步。', 'The state of the match fund does not allow this.'],
  'match.outOfRange': ['必须在 {{min}} 到 {{max}} 之间。', 'Must be from {{min}} to {{max}}.'],
  'match.projectsOnly': [
    '只有范围为“指定项目”时才列出项目，并且至少一个。',
    'Projects are listed where the scope is chosen projects, at least one, and only there.',
  ],
  'match.campaignOnly': [
    '只有范围为“募捐活动”时才选择活动。',
    'A campaign is given where the scope is a campaign, and only there.',
  ],
  'match.categoryOnly': [
    '只有范围为“类别”时才填写类别。',
    'A category is given where the scope is a category, and only there.',
  ],
  'match.unknownProject': ['没有这个公开的项目。', 'There is no such public project.'],
  'match.oneThreshold': [
    '金额和笔数只能选一个作为门槛。',
    'The threshold is an amount or a number of gifts, not both.',
  ],
  'match.paymentKind': [
    '配捐资金来自银行转账；测试环境也可以用沙箱资金。',
    'A match fund holds money of bank transfers or, where the sandbox is on, play money.',
  ],
  'match.ownUnit': [
    '您属于出资单位，请由其他同事办理。',
    'You belong to the sponsor. Please leave this to a colleague.',
  ],
  'match.referenceUsed': ['这个银行流水号已经用过。', 'This bank reference was used before.'],
  'match.reasonNeeded': ['请填写理由。', 'Please give a reason.'],
  'match.returnAfterEnd': [
    '配捐基金结束以后，余额才能退回出资单位。',
    'What is left of a match fund goes back to its sponsor after it has ended.',
  ],
  'match.nothingLeft': ['基金里没有余额。', 'Nothing is left in the fund.'],
  'match.returnWaits': ['已经有一笔退回在等待签批。', 'A return of this fund waits for its second person already.'],
  'match.returnDecided': ['这笔退回已经办结。', 'This return has been decided.'],
  'match.secondPerson': [
    '退回由两人办理：请由另一位财务人员或管理员签批。',
    'Two people decide on a return: another treasurer or an administrator has to sign it.',
  ],
  'match.order.label': ['配捐余额退回出资单位', 'the return of what a match fund did not use'],
  'queue.match-funds': ['待审核的配捐基金', 'match funds to decide on'],
  'match.notice.label': ['本单位的配捐基金有了审核结果', 'A match fund of my unit was decided'],
  'match.notice.published.title': ['配捐基金已发布：{{title}}', 'Published: {{title}}'],
  'match.notice.published.text': [
    '配捐基金“{{title}}”已经公开。请按基金页面上的附言码转账，到账后开始配捐。',
    'The match fund “{{title}}” is public. Please transfer its money with the code on its page. It adds to gifts once the money is confirmed.',
  ],
  'match.notice.refused.title': ['配捐基金未通过：{{title}}', 'Refused: {{title}}'],
  'match.notice.refused.text': [
    '配捐基金“{{title}}”没有通过审核，原因见基金页面。',
    'The match fund “{{title}}” was refused. Its page says why.',
  ],
  'match.notice.returned.title': ['配捐余额已退回：{{title}}', 'Paid back: {{title}}'],
  'match.notice.returned.text': [
    '配捐基金“{{title}}”没有用完的资金已经退回本单位，金额见基金页面。',
    'What the match fund “{{title}}” did not use was paid back to your unit. Its page says how much.',
  ],
  'match.notice.ended.title': ['配捐基金已结束：{{title}}', 'Ended: {{title}}'],
  'match.notice.ended.text': [
    '配捐基金“{{title}}”已经结束，不再配捐，原因见基金页面。',
    'The match fund “{{title}}” has ended and adds to no more gifts. Its page says why.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof matchingMessages, true> {}
}
