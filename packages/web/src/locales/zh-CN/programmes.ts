export default {
  title: '救助项目',
  lead: '项目募捐之外的专项资金。捐款、财政资金和党费分别记账，用于发放救助金。',
  empty: '还没有公开的救助项目',
  propose: '提出救助项目',
  refused: '审核没有通过：{{reason}}',
  money: {
    title: '资金',
    source: '资金来源',
    received: '收入',
    left: '结余',
  },
  moves: { title: '收支明细', empty: '还没有收支' },
  form: {
    lead: '由审核人员审核，通过后公开。公开后才能办理款项。',
    name: '名称',
    purpose: '用途',
    purposeHelp: '资金用来做什么，哪些人可以得到救助。',
    sources: '资金来源',
    sourcesHelp: '按选择的先后次序使用。',
    sourceUse: '使用方式',
    send: '提交审核',
  },
  decide: {
    publish: '公开',
    question: '公开后所有人都能看到，名称、用途和资金来源不能再修改。',
    keep: '先不',
    refuse: '不通过',
    reason: '不通过的理由',
  },
  income: {
    title: '登记到账',
    amount: '金额（元）',
    notMoney: '请填写金额，例如 1234.50。',
    reference: '银行流水号',
    note: '说明',
    noteHelp: '所有人都能看到，请不要写个人姓名。',
    send: '制单，待另一人签核',
  },
  sign: {
    reference: '银行流水号：{{reference}}',
    preparedBy: '制单人：{{name}}',
    sign: '签核 {{amount}}',
    withdraw: '撤回',
    refuse: '驳回',
  },
};

export const terms = {
  programmeState: { PROPOSED: '待审核', REFUSED: '未通过', OPEN: '已公开' },
  programmeSource: { GIFTS: '捐款', PUBLIC_BUDGET: '财政资金', DUES: '党费' },
  sourceUse: {
    IN_ORDER: '按次序使用：前一个来源用完后使用下一个来源',
    IN_PROPORTION: '按比例使用：各来源按各自的结余比例承担',
  },
  programmeMoveKind: { INCOME: '收入' },
  programmeMoveState: { PREPARED: '待签核', DONE: '已入账', WITHDRAWN: '已撤回', REFUSED: '已驳回' },
};
