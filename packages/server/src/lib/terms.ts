/**
 * The Chinese and English words for enum values in messages. A message refers to one as
 * `$t(term.projectStatus.{{status}})`. The parameter keeps the value, which clients read in `extensions`, and people
 * read the words.
 */
const WORDS = {
  platformRole: {
    ADMIN: ['管理员', 'Administrator'],
    REVIEWER: ['评审', 'Reviewer'],
    TREASURER: ['财务', 'Treasurer'],
    AUDITOR: ['审计', 'Auditor'],
    CASEWORKER: ['个案社工', 'Caseworker'],
    KEEPER: ['物资管理员', 'Keeper of goods'],
    COORDINATOR: ['志愿服务协调员', 'Coordinator of volunteers'],
  },
  projectStatus: {
    DRAFT: ['草稿', 'Draft'],
    SUBMITTED: ['待评审', 'Awaiting review'],
    CHANGES_REQUESTED: ['待修改', 'Changes requested'],
    REJECTED: ['未通过', 'Not approved'],
    PUBLIC_NOTICE: ['公示中', 'Public notice'],
    FUNDRAISING: ['募集中', 'Raising money'],
    FUNDED: ['募集结束', 'Funding ended'],
    EXECUTING: ['实施中', 'Under way'],
    COMPLETED: ['已完成', 'Completed'],
    CANCELLED: ['已取消', 'Cancelled'],
  },
  milestoneStatus: {
    PLANNED: ['未开始', 'Planned'],
    SUBMITTED: ['待核验', 'Awaiting verification'],
    RETURNED: ['待补充', 'Returned'],
    VERIFIED: ['已核验，待拨付', 'Verified, awaiting release'],
    RELEASED: ['已拨付', 'Released'],
  },
  measurementStatus: {
    REPORTED: ['待核实', 'Awaiting verification'],
    VERIFIED: ['已核实', 'Verified'],
    REJECTED: ['未采纳', 'Not accepted'],
  },
  pledgeStatus: {
    PENDING: ['待到账', 'Awaiting payment'],
    PAID: ['已到账', 'Paid'],
    CANCELLED: ['已取消', 'Cancelled'],
    EXPIRED: ['已过期', 'Expired'],
    REFUNDED: ['已退款', 'Refunded'],
  },
  refundStatus: {
    PREPARED: ['待复核', 'Awaiting approval'],
    APPROVED: ['已复核', 'Approved'],
    WITHDRAWN: ['已撤回', 'Withdrawn'],
  },
  orderState: {
    PREPARED: ['待复核', 'Awaiting a second person'],
    DONE: ['已完成', 'Done'],
    REFUSED: ['已退回', 'Refused'],
    WITHDRAWN: ['已撤回', 'Withdrawn'],
  },
  statementState: {
    UPLOADED: ['待确认列', 'Columns to be confirmed'],
    UNDECIDED: ['有行待确认', 'Rows to be decided'],
    STORING: ['正在导入', 'Importing'],
    MATCHING: ['正在匹配', 'Matching'],
    CONFIRMING: ['正在确认', 'Confirming'],
    SUSPENDING: ['正在转为待认领', 'Moving to suspense'],
    READY: ['已导入', 'Imported'],
    REFUSED: ['有错误，未导入', 'Faulty, not imported'],
  },
} as const satisfies Record<string, Record<string, readonly [zh: string, en: string]>>;

const wordsAt = (place: 0 | 1): Record<string, string> =>
  Object.fromEntries(
    Object.entries(WORDS).flatMap(([type, values]) =>
      Object.entries(values).map(([value, words]) => [`term.${type}.${value}`, words[place] as string]),
    ),
  );

export const TERMS = { 'zh-CN': wordsAt(0), en: wordsAt(1) } as const;
