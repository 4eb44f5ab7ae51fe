import type { Messages } from '../../messages/index.js';

export const projectsMessages = {
  'project.notice.approved.label': ['项目评审通过', 'A project is approved'],
  'project.notice.approved.editor.title': [
    '“{{project}}”评审通过，开始公示',
    '“{{project}}” is approved and on public notice',
  ],
  'project.notice.approved.editor.text': [
    '公示期满且没有未答复的异议，就自动开始募集。现在不需要您做什么。',
    'Funding opens by itself when the notice is over and no objection is open. There is nothing for you to do now.',
  ],
  'project.notice.sentBack.label': ['项目退回修改', 'A project is sent back for changes'],
  'project.notice.sentBack.editor.title': [
    '“{{project}}”请修改后再提交',
    'Please change “{{project}}” and submit it again',
  ],
  'project.notice.sentBack.editor.text': [
    '评审写明了要改什么。改好以后再次提交即可。',
    'The reviewer wrote what has to change. You can submit the project again afterwards.',
  ],
  'project.notice.rejected.label': ['项目未通过评审', 'A project is rejected'],
  'project.notice.rejected.editor.title': ['“{{project}}”没有通过评审', '“{{project}}” was rejected'],
  'project.notice.rejected.editor.text': [
    '评审写明了理由，请在项目页查看。',
    'The reviewer gave the reason on the page of the project.',
  ],
  'project.notice.opened.label': ['项目开始募集', 'Funding of a project opens'],
  'project.notice.opened.editor.title': ['“{{project}}”开始募集', 'Funding of “{{project}}” has opened'],
  'project.notice.opened.editor.text': [
    '公示期满，现在可以捐赠了。把项目页的链接发给大家吧。',
    'The public notice is over and gifts can be made. Share the page of the project.',
  ],
  'project.notice.opened.supporter.title': [
    '您支持的“{{project}}”开始募集',
    'Funding of “{{project}}”, which you support, has opened',
  ],
  'project.notice.opened.supporter.text': [
    '公示期满，现在可以捐赠了。目标 {{goal}}。',
    'The public notice is over and gifts can be made. The goal is {{goal}}.',
  ],
  'project.notice.opened.follower.title': [
    '您关注的“{{project}}”开始募集',
    'Funding of “{{project}}”, which you follow, has opened',
  ],
  'project.notice.opened.follower.text': [
    '公示期满，现在可以捐赠了。目标 {{goal}}。',
    'The public notice is over and gifts can be made. The goal is {{goal}}.',
  ],
  'project.notice.goalReached.label': ['项目达到募集目标', 'A project reaches its goal'],
  'project.notice.goalReached.editor.title': ['“{{project}}”达到了募集目标', '“{{project}}” has reached its goal'],
  'project.notice.goalReached.editor.text': [
    '目标 {{goal}} 已经筹到。现在可以开始实施，完成第一个阶段后请汇报。',
    'The goal of {{goal}} is reached. You can start now; please report when the first stage is done.',
  ],
  'project.notice.goalReached.supporter.title': [
    '您支持的“{{project}}”达到了募集目标',
    '“{{project}}”, which you support, has reached its goal',
  ],
  'project.notice.goalReached.supporter.text': [
    '目标 {{goal}} 已经筹到，谢谢您。接下来按阶段实施，每个阶段核验后才拨付。',
    'The goal of {{goal}} is reached, thank you. The work now goes on stage by stage, and each is paid after it was verified.',
  ],
  'project.notice.goalReached.follower.title': [
    '您关注的“{{project}}”达到了募集目标',
    '“{{project}}”, which you follow, has reached its goal',
  ],
  'project.notice.goalReached.follower.text': [
    '目标 {{goal}} 已经筹到。接下来按阶段实施，每个阶段核验后才拨付。',
    'The goal of {{goal}} is reached. The work now goes on stage by stage, and each is paid after it was verified.',
  ],
  'project.notice.closed.label': ['项目募集结束', 'Funding of a project ends'],
  'project.notice.closed.editor.title': [
    '“{{project}}”募集结束，筹得 {{raised}}',
    'Funding of “{{project}}” ended with {{raised}}',
  ],
  'project.notice.closed.editor.text': [
    '目标 {{goal}}，筹得 {{raised}}。各阶段的款项按比例计算，现在可以开始实施。',
    'The goal was {{goal}}, and {{raised}} were raised. The stages are paid in proportion, and you can start now.',
  ],
  'project.notice.closed.supporter.title': [
    '您支持的“{{project}}”募集结束，筹得 {{raised}}',
    'Funding of “{{project}}”, which you support, ended with {{raised}}',
  ],
  'project.notice.closed.supporter.text': [
    '目标 {{goal}}，筹得 {{raised}}。项目按筹得的款项实施，每个阶段核验后才拨付。',
    'The goal was {{goal}}, and {{raised}} were raised. The project goes on with them, and each stage is paid after it was verified.',
  ],
  'project.notice.closed.follower.title': [
    '您关注的“{{project}}”募集结束，筹得 {{raised}}',
    'Funding of “{{project}}”, which you follow, ended with {{raised}}',
  ],
  'project.notice.closed.follower.text': [
    '目标 {{goal}}，筹得 {{raised}}。项目按筹得的款项实施，每个阶段核验后才拨付。',
    'The goal was {{goal}}, and {{raised}} were raised. The project goes on with them, and each stage is paid after it was verified.',
  ],
  'project.notice.ended.label': ['项目终止', 'A project ends early'],
  'project.notice.ended.editor.title': ['“{{project}}”已终止', '“{{project}}” has ended'],
  'project.notice.ended.editor.text': [
    '原因见项目页。没有用掉的捐赠将退回捐赠人。',
    'The page of the project gives the reason. Gifts that were not used go back to the donors.',
  ],
  'project.notice.ended.supporter.title': [
    '您支持的“{{project}}”已终止',
    '“{{project}}”, which you support, has ended',
  ],
  'project.notice.ended.supporter.text': [
    '原因见项目页。您的捐赠中没有用掉的部分将退回，退回时会告诉您。',
    'The page of the project gives the reason. What was not used of your gift goes back to you, and you are told when it does.',
  ],
  'project.notice.ended.follower.title': ['您关注的“{{project}}”已终止', '“{{project}}”, which you follow, has ended'],
  'project.notice.ended.follower.text': [
    '原因见项目页。没有用掉的捐赠将退回捐赠人。',
    'The page of the project gives the reason. Gifts that were not used go back to the donors.',
  ],
  'project.notice.completed.label': ['项目完成', 'A project is completed'],
  'project.notice.completed.editor.title': ['“{{project}}”已完成', '“{{project}}” is completed'],
  'project.notice.completed.editor.text': [
    '所有阶段都已核验并拨付。别忘了最后的公开报告。',
    'All stages are verified and paid. Please remember the last report to the public.',
  ],
  'project.notice.completed.supporter.title': [
    '您支持的“{{project}}”完成了',
    '“{{project}}”, which you support, is completed',
  ],
  'project.notice.completed.supporter.text': [
    '所有阶段都已核验并拨付。做成了什么、每一分钱用在哪里，项目页上都看得到。',
    'All stages are verified and paid. The page shows what was achieved and what every fen paid for.',
  ],
  'project.notice.completed.follower.title': [
    '您关注的“{{project}}”完成了',
    '“{{project}}”, which you follow, is completed',
  ],
  'project.notice.completed.follower.text': [
    '所有阶段都已核验并拨付。做成了什么、每一分钱用在哪里，项目页上都看得到。',
    'All stages are verified and paid. The page shows what was achieved and what every fen paid for.',
  ],
  'objection.notice.raised.label': ['公示期收到异议', 'An objection is raised'],
  'objection.notice.raised.title': ['有人对“{{project}}”的公示提出异议', 'Somebody objects to “{{project}}”'],
  'objection.notice.raised.text': [
    '公示暂停，等评审答复。异议的内容见项目页。',
    'The public notice pauses until a reviewer has answered. The page of the project shows the objection.',
  ],
  'objection.notice.answered.label': ['我的异议得到答复', 'My objection is answered'],
  'objection.notice.answered.title': [
    '您对“{{project}}”的异议已有答复',
    'Your objection to “{{project}}” was answered',
  ],
  'objection.notice.answered.text': [
    '评审的答复见项目页。',
    'The page of the project shows what the reviewer answered.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof projectsMessages, true> {}
}
