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
