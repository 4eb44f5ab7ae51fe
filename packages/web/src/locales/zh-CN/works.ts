export default {
  title: '正在办理',
  lead: '导入对账单、批量确认、导出大文件等较费时的办理，在这里看进度和结果。离开或刷新页面都不影响办理。',
  sign: '正在办理，点开看进度',
  whose: '看谁的办理',
  mine: '我的',
  all: '全部',
  empty: '还没有办理记录',
  emptyText: '导入银行流水、批量确认或导出大文件后，进度和结果会出现在这里。',
  progress: '已办 {{done}} / {{total}}',
  by: '由{{name}}发起',
  started: '{{at}} 开始',
  finished: '{{at}} 结束',
  cancel: '停止办理',
  cancelMeans: '停止之前已经办好的仍然有效。',
  state: { RUNNING: '办理中', DONE: '已完成', FAILED: '未能办成', CANCELLED: '已停止' },
  outcomeBetween: '，',
  outcomeWithSum: '{{words}}（{{amount}}）',
  result: {
    fetch: '下载 {{file}}（{{size}}）',
    kept: '保留到 {{date}}',
    removed: '{{file}} 已过保留期，已删除。需要时请重新生成。',
  },
  file: {
    RUNNING: '文件正在生成，可以离开本页。',
    DONE: '文件已生成。',
    FAILED: '文件未能生成。',
    CANCELLED: '已停止生成。',
    seeAll: '看全部办理',
  },
};

export const terms = {
  workKind: { BOOKS_EXPORT: '导出账目', TRACE_EXPORT: '导出操作记录', STATEMENT_PRINT: '打印年度对账单' },
  workCount: { bookLines: '{{count}} 行账目', traceEntries: '{{count}} 条记录', gifts: '{{count}} 笔捐赠' },
};
