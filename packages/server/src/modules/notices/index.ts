/** Notifications for people: on their page, and by mail unless they refuse mail. */
export { noticesModule } from './module.js';
export { mailDueNotices } from './mail-notices.js';
export {
  defineNoticeKind,
  noticeKinds,
  noticeTellers,
  notify,
  type AnyNoticeKind,
  type NoticeKind,
  type NoticeTeller,
  type NoticeWords,
} from './notice-kinds.js';
export { Notice, NoticeEvent, NoticeChoice, NoticePreferences } from './notice.entities.js';
export { deliverDueNotices } from './deliver-notices.js';
export { NoticeLanguage, NoticeTopic, NoticeWay } from './notice.enums.js';
export { GuestAddress } from './guest-address.entity.js';
export { forgetGuestAddress, newGuestAddress } from './guest-addresses.service.js';
export { subjectOf } from './notices.service.js';
export { whenAndHow } from './telling.service.js';
