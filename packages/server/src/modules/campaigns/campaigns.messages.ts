import type { Messages } from '../../messages/index.js';

/** The texts of this module for people, in Chinese and in English. */
export const campaignMessages = {
  'campaign.closesFirst': ['结束时间须晚于开始时间。', 'It has to close after it opens.'],
  'campaign.projectNotPublic': ['只能选择已公开的项目。', 'Only public projects can be chosen.'],
  'campaign.projectTwice': ['这个项目选了两次。', 'This project was chosen twice.'],
  'campaign.yearTwice': ['这一年填了两次。', 'This year was entered twice.'],
  'campaign.ownUnit': ['不能决定本单位的活动。', 'You cannot decide on a campaign of your own unit.'],
  'campaign.changedSince': [
    '活动内容已有修改，请重新查看后再决定。',
    'The campaign has been changed since. Please read it again before you decide.',
  ],
  'campaign.over': [
    '活动的结束时间已过，请退回修改。',
    'The time of the campaign is over. Please return it to be changed.',
  ],
  'campaign.notOpen': [
    '这次活动还没有开始或者已经结束，这笔捐赠不能计入。您可以不计入活动，直接捐给项目。',
    'The campaign is not open yet, or no longer, so the gift cannot count for it. You can give to the project without it.',
  ],
  'campaign.otherProject': ['这次活动不包括这个项目。', 'The campaign does not call for this project.'],
  'campaign.belowUnits': [
    '只有各级单位的排行可以按上级单位查看。',
    'Only the ranking of a level of units can be limited to one unit.',
  ],
  'campaign.cannot.UPDATE': ['活动已经发布，不能再修改。', 'The campaign is published and can no longer be changed.'],
  'campaign.cannot.DECIDE': ['活动不在等待审核。', 'The campaign does not wait for a decision.'],
  'campaign.cannot.END': ['活动没有发布，或者已经结束。', 'The campaign is not published, or is over already.'],
  'campaign.notice.label': ['本单位的募捐活动有了审核结果', 'A campaign of my unit was decided'],
  'campaign.notice.published.title': ['活动已发布：{{title}}', 'Published: {{title}}'],
  'campaign.notice.published.text': [
    '募捐活动“{{title}}”已经公开，{{opens}} 开始。',
    'Everybody sees the campaign “{{title}}” now. It opens at {{opens}}.',
  ],
  'campaign.notice.returned.title': ['活动被退回：{{title}}', 'Returned: {{title}}'],
  'campaign.notice.returned.text': [
    '募捐活动“{{title}}”被退回，请查看原因，修改后会再次审核。',
    'The campaign “{{title}}” was returned. Please read why. It waits again after you have changed it.',
  ],
  'campaign.notice.ended.title': ['活动提前结束：{{title}}', 'Ended before its time: {{title}}'],
  'campaign.notice.ended.text': [
    '募捐活动“{{title}}”已提前结束，原因见活动页面。',
    'The campaign “{{title}}” was ended before its time. Its page says why.',
  ],
  'queue.campaigns': ['待审核的募捐活动', 'campaigns to decide on'],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof campaignMessages, true> {}
}
