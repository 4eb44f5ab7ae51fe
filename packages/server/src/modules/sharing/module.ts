import { defineModule } from '../../module.js';
import { cardRoutes } from './cards.http.js';
import { codeRoutes } from './codes.http.js';
import { DrawnOnce } from './drawn-once.js';
import { embedRoutes } from './embed.http.js';
import { posterRoutes } from './posters.http.js';
import { ShortLink, ShortLinkVisits } from './short-link.entities.js';
import { shortLinkRoutes } from './short-links.http.js';
import { sharingJobs } from './sharing.jobs.js';
import { sharingMessages } from './sharing.messages.js';
import { sharingMigrations } from './sharing.migrations.js';
import { ProjectSharingResolver } from './sharing.resolver.js';
import { isGoneProject, visitCounts } from './short-links.service.js';

export const sharingModule = defineModule({
  name: 'sharing',
  entities: [ShortLink, ShortLinkVisits],
  migrations: sharingMigrations,
  resolvers: [ProjectSharingResolver],
  messages: sharingMessages,
  routes(services) {
    const drawn = new DrawnOnce();
    return {
      ...cardRoutes(services, drawn),
      ...posterRoutes(services, drawn),
      ...codeRoutes(services),
      ...embedRoutes(services),
      ...shortLinkRoutes(services),
    };
  },
  isGone: isGoneProject,
  jobs: sharingJobs,
  stop: (services) => visitCounts(services).write(services),
});
