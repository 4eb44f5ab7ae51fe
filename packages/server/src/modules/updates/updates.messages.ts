import type { Messages } from '../../messages/index.js';

export const updatesMessages = {
  'update.notPublic': [
    '项目公开以后才能发布动态和感谢。',
    'News and thanks can be written once the project is public.',
  ],
  'update.published': [
    '这条动态已经发布。要修改，请打开它并选择“修改”。',
    'This update is published already. Please correct it instead.',
  ],
  'update.draft': ['这还是草稿，请直接修改草稿。', 'This is still a draft. Please change the draft.'],
  'update.takenDown': ['这条动态已经撤下，不能再修改。', 'This update was taken down and cannot be changed.'],
  'update.changedMeanwhile': [
    '同事刚刚修改了这条动态。请先看看新的内容，再改一次。',
    'A colleague has just corrected this update. Please look at it and correct it again.',
  ],
  'update.newsHasNoStage': ['只有感谢可以针对一个阶段。', 'Only thanks can be for one stage.'],
  'update.stageNotPaid': [
    '这个阶段还没有拨付，所以还没有用到谁的捐款。拨付以后再感谢这个阶段的捐赠人。',
    'The stage is not paid yet, so it has used no gifts. Please thank its donors after the payment.',
  ],
  'update.tooMany': [
    '今天已经发布了 {{max}} 条动态。请在 {{minutes}} 分钟以后再发布；草稿已经保存。',
    '{{max}} updates were published today. Please publish the next one in {{minutes}} minutes; the draft is kept.',
  ],
  'update.notice.news.label': ['关注或捐助的项目有新动态', 'News of projects that I follow or gave to'],
  'update.notice.news.title': ['《{{project}}》有新动态', 'News of “{{project}}”'],
  'update.notice.news.donor': [
    '您捐助的《{{project}}》发布了新动态：{{title}}',
    '“{{project}}”, to which you gave, has news: {{title}}',
  ],
  'update.notice.news.follower': [
    '您关注的《{{project}}》发布了新动态：{{title}}',
    '“{{project}}”, which you follow, has news: {{title}}',
  ],
  'update.notice.thanks.label': ['项目单位的感谢', 'Thanks from projects that I gave to'],
  'update.notice.thanks.title': ['《{{project}}》感谢您', 'Thanks from “{{project}}”'],
  'update.notice.thanks.text': [
    '《{{project}}》的实施单位给捐赠人写了几句话：{{title}}',
    'The unit that runs “{{project}}” wrote to its donors: {{title}}',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof updatesMessages, true> {}
}
