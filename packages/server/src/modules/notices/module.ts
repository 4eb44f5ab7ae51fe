import { defineModule } from '../../module.js';
import { Notice, NoticeEvent, NoticeMailRefusal } from './notice.entities.js';
import { noticeChecks } from './notices.checks.js';
import { noticeJobs } from './notices.jobs.js';
import { noticeMigrations } from './notices.migrations.js';
import { NoticeResolver, ViewerNoticesResolver } from './notices.resolver.js';
import { OWN_NOTICES } from './notices.topics.js';
import { noticesInventory } from './notices.personal.js';

export const noticesModule = defineModule({
  name: 'notices',
  inventory: noticesInventory,
  entities: [NoticeEvent, Notice, NoticeMailRefusal],
  migrations: noticeMigrations,
  resolvers: [NoticeResolver, ViewerNoticesResolver],
  checks: noticeChecks,
  jobs: noticeJobs,
  topics: [OWN_NOTICES],
});
