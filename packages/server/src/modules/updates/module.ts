import { defineModule } from '../../module.js';
import { followersOf, stopFollowing } from './follows.service.js';
import { ProjectFollow, ProjectUpdate, UpdatePhoto, UpdateVersion } from './update.entities.js';
import { updateChecks } from './updates.checks.js';
import { updatePhotos } from './updates.files.js';
import { updatesMessages } from './updates.messages.js';
import { updateMigrations } from './updates.migrations.js';
import { newsPublished, thanksPublished } from './updates.notices.js';
import { seeEarlierVersions } from './updates.permissions.js';
import { updatesInventory } from './updates.personal.js';
import {
  PledgeThanksResolver,
  ProjectUpdatesResolver,
  UpdateResolver,
  ViewerFollowsResolver,
} from './updates.resolver.js';
import { updatesTraceKinds } from './updates.trace.js';

export const updatesModule = defineModule({
  name: 'updates',
  inventory: updatesInventory,
  entities: [ProjectUpdate, UpdateVersion, UpdatePhoto, ProjectFollow],
  migrations: updateMigrations,
  resolvers: [UpdateResolver, ProjectUpdatesResolver, PledgeThanksResolver, ViewerFollowsResolver],
  messages: updatesMessages,
  checks: updateChecks,
  closingSteps: [stopFollowing],
  noticeKinds: [newsPublished, thanksPublished],
  projectSupporters: [{ as: 'follower', find: followersOf }],
  filePurposes: [updatePhotos],
  permissions: [seeEarlierVersions],
  traceKinds: updatesTraceKinds,
});
