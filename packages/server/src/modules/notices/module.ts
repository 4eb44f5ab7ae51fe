import { defineModule } from '../../module.js';
import { Notice, NoticeEvent, NoticeChoice, NoticePreferences } from './notice.entities.js';
import { noticeChecks } from './notices.checks.js';
import { noticeJobs } from './notices.jobs.js';
import { noticesMessages } from './notices.messages.js';
import { noticeMigrations } from './notices.migrations.js';
import { GuestAddress, GuestNotice } from './guest-address.entity.js';
import { guestAddressMigrations } from './guest-addresses.migrations.js';
import { guestEmail } from './guest-addresses.service.js';
import { NoticeResolver, ViewerNoticesResolver } from './notices.resolver.js';
import { stopMailRoutes } from './stop-mail.http.js';
import { StopMailResolver } from './stop-mail.resolver.js';
import { tellingMigrations } from './telling.migrations.js';
import { OWN_NOTICES } from './notices.topics.js';
import { noticesInventory } from './notices.personal.js';

export const noticesModule = defineModule({
  name: 'notices',
  inventory: noticesInventory,
  entities: [NoticeEvent, Notice, NoticeChoice, NoticePreferences, GuestAddress, GuestNotice],
  migrations: [...noticeMigrations, ...tellingMigrations, ...guestAddressMigrations],
  resolvers: [NoticeResolver, ViewerNoticesResolver, StopMailResolver],
  messages: noticesMessages,
  sealedColumns: [guestEmail],
  routes: stopMailRoutes,
  checks: noticeChecks,
  jobs: noticeJobs,
  topics: [OWN_NOTICES],
});
