import type { Messages } from '../../messages/index.js';

export const searchMessages = {
  'page.projects.title': ['公益项目', 'Projects'],
  'page.projects.text': [
    '浏览正在募集和已经完成的项目，选择项目认捐',
    'Browse projects that raise money or are completed, and give to them',
  ],
  'page.books.title': ['账目公开', 'Open books'],
  'page.books.text': [
    '每一笔收入、拨付和退款的明细账，可下载 CSV 和 Excel',
    'Every gift, release and refund in the ledger, with downloads as CSV and Excel',
  ],
  'page.impact.title': ['全市成效', 'Impact across the city'],
  'page.impact.text': [
    '服务人数、活动场次、按年份和镇街的统计',
    'People served, activities, figures by year and district',
  ],
  'page.receipts.title': ['查验收据', 'Check a receipt'],
  'page.receipts.text': [
    '输入捐赠收据编号，核对真伪和善款用到了哪里',
    'Type the number of a donation receipt to see whether it is genuine and what the gift paid',
  ],
  'page.proof.title': ['账本如何证明', 'How the ledger proves itself'],
  'page.proof.text': ['签名、默克尔树和离线验证程序', 'Signatures, the Merkle tree and the offline verifier'],
  'page.help-donor.title': ['帮助：捐一笔款', 'Help: make a gift'],
  'page.help-donor.text': [
    '怎么捐、付款方式、备注码、到账、收据、证书、发票、退款、匿名',
    'How to give and pay, the code of a transfer, receipts, certificates, invoices, refunds, anonymous gifts',
  ],
  'page.help-organization.title': ['帮助：发布项目', 'Help: publish a project'],
  'page.help-organization.text': [
    '创建单位、认证、填写项目、阶段、预算、提交评审、公示、汇报、动态',
    'Creating and verifying a unit, writing a project, stages, review, public notice, reports, updates',
  ],
  'page.help-sponsor.title': ['帮助：以单位名义支持项目', 'Help: give as a unit'],
  'page.help-sponsor.text': [
    '加入单位、认捐阶段、单位收据、抬头、税号、对账单、海报',
    'Joining a unit, paying for a stage, receipts of a unit, invoices, statements, posters',
  ],
  'page.help-reviewer.title': ['帮助：评审项目', 'Help: review projects'],
  'page.help-reviewer.text': [
    '评审工作台、退回修改、阶段核验、异议、提问、回避',
    "The reviewer's desk, sending back, verifying stages, objections, questions",
  ],
  'page.help-treasurer.title': ['帮助：管理专项账户', 'Help: keep the special account'],
  'page.help-treasurer.text': [
    '对账单、确认到账、拨付、签字、退款、更正、余额',
    'Bank statements, confirming payments, paying stages, signing, refunds, corrections, balances',
  ],
  'page.help-auditor.title': ['帮助：审计和查证', 'Help: audit and verify'],
  'page.help-auditor.text': [
    '操作记录、谁看过个人信息、验证账本、需要留意的情况',
    'The record of acts, who looked at personal data, verifying the ledger, unusual patterns',
  ],
  'page.about.title': ['关于红创', 'About Hongchuang'],
  'page.about.text': ['平台是什么、由谁运行、开源许可', 'What the platform is, who runs it, its open-source licence'],
  'page.contact.title': ['联系我们', 'Contact'],
  'page.contact.text': [
    '电话、邮箱、地址、客服、报告安全问题',
    'Telephone, e-mail, address, support, security reports',
  ],
  'page.terms.title': ['使用条款', 'Terms of use'],
  'page.terms.text': [
    '认捐、退款、公开的内容和账户的规则',
    'The rules of pledges, refunds, public content and accounts',
  ],
  'page.developers.title': ['开发者', 'For developers'],
  'page.developers.text': [
    '公开接口 API、GraphQL、示例、错误代码、限制、Webhook',
    'The public API, GraphQL, examples, error codes, limits, webhooks',
  ],
  'page.privacy.title': ['隐私说明', 'Privacy notice'],
  'page.privacy.text': [
    '收集哪些个人信息、保存多久、如何导出或注销账号',
    'Which personal data is kept, for how long, and how to export it or close the account',
  ],
  'page.account.title': ['我的账号', 'My account'],
  'page.account.text': [
    '我的认捐和收据、年度证明、密码、两步验证、通知设置',
    'My gifts and receipts, annual statements, password, second factor, notification settings',
  ],
  'page.notices.title': ['通知', 'Notifications'],
  'page.notices.text': ['关注的项目和认捐的新消息', 'News of the projects that you follow or gave to'],
  'page.work.title': ['我的文件和任务', 'My files and tasks'],
  'page.work.text': ['正在生成的文件和后台任务的进度', 'Files that are being made and long tasks in progress'],
  'page.workspace.title': ['单位工作台', 'Workspace'],
  'page.workspace.text': [
    '发布项目、提交阶段报告、管理成员、登记单位',
    'Publish projects, report stages, manage members, register a unit',
  ],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface ModuleMessages extends Record<keyof typeof searchMessages, true> {}
}
