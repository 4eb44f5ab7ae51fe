/** Telling people what concerns them: on their page of notices and, unless they refuse it, by mail. */
export { mailDueNotices } from './mail-notices.js';
export { defineNoticeKind, notify, type NoticeKind, type NoticeWords } from './notice-kinds.js';
export { Notice, NoticeEvent, NoticeMailRefusal } from './notice.entities.js';
export { noticeChecks } from './notices.checks.js';
export { noticeJobs } from './notices.jobs.js';
export { NoticeResolver, ViewerNoticesResolver } from './notices.resolver.js';
export { tellDueNotices } from './tell-notices.js';
