import type { Messages } from '../../messages/index.js';

export const auditMessages = {
  'trace.noSuchKind': ['没有这种操作类型。', 'There is no act of this kind.'],
  'trace.alert.label': ['操作记录中的异常情况', 'Something unusual in the trace'],
  'trace.alert.title': ['需要查看:{{pattern}}', 'Please look: {{pattern}}'],
  'trace.alert.text': ['有 {{entries}} 条操作记录需要查看。', '{{entries}} entries of the trace are worth a look.'],
  'trace.sheet': ['操作记录', 'Trace'],
  'trace.column.at': ['时间', 'When'],
  'trace.column.kind': ['操作', 'What'],
  'trace.column.actor': ['操作人', 'Who'],
  'trace.column.actorId': ['操作人账号编号', 'Id of who'],
  'trace.column.role': ['所用角色', 'Role used'],
  'trace.column.subjectKind': ['对象类型', 'Kind of subject'],
  'trace.column.subject': ['对象编号', 'Subject'],
  'trace.column.person': ['涉及的人', 'Person concerned'],
  'trace.column.facts': ['变化', 'What changed'],
  'trace.column.reason': ['理由', 'Why'],
  'trace.column.place': ['地点代号', 'Place'],
  'trace.column.agent': ['浏览器与系统', 'Browser and system'],
  'trace.column.id': ['记录编号', 'Entry'],
} as const satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof auditMessages, true> {}
}
