import { defineModule } from '../../module.js';
import { FoundProjectResolver } from './found-project.resolver.js';
import { projectFund } from './project-fund.js';
import { projectTopic } from './project-progress.js';
import {
  GiftExample,
  Indicator,
  Milestone,
  Objection,
  Project,
  ProjectCounters,
  ProjectEvent,
  ProjectSubmission,
} from './project.entity.js';
import { projectChecks } from './projects.checks.js';
import { projectJobs } from './projects.jobs.js';
import { projectMigrations } from './projects.migrations.js';
import {
  ObjectionResolver,
  OrderProjectResolver,
  OrganizationProjectsResolver,
  ProjectResolver,
} from './projects.resolver.js';
import { projectSearch } from './projects.everywhere.js';
import { projectSearchColumns } from './projects.search.js';
import { PROJECT, PROJECT_STEPS } from './projects.topics.js';
import { reviewProjects, seeReviewDesk, seeSubmitted, watchProjects } from './projects.permissions.js';
import { projectQueue, objectionQueue } from './projects.queues.js';
import { projectsMessages } from './projects.messages.js';
import { projectNoticeKinds } from './projects.notices.js';
import { projectsTraceKinds } from './projects.trace.js';
import { projectsInventory } from './projects.personal.js';

export const projectsModule = defineModule({
  name: 'projects',
  inventory: projectsInventory,
  entities: [Project, ProjectCounters, Milestone, Indicator, GiftExample, ProjectEvent, ProjectSubmission, Objection],
  migrations: projectMigrations,
  resolvers: [
    ProjectResolver,
    ObjectionResolver,
    OrganizationProjectsResolver,
    OrderProjectResolver,
    FoundProjectResolver,
  ],
  checks: projectChecks,
  searchColumns: projectSearchColumns,
  indexedKinds: [projectSearch],
  jobs: projectJobs,
  liveStates: (services) => [projectTopic(services)],
  picturePlaces: [
    { table: 'projects', column: 'cover_id' },
    { table: 'projects', column: 'story' },
    { table: 'project_submissions', column: 'content' },
  ],
  topics: [PROJECT, PROJECT_STEPS],
  permissions: [seeSubmitted, seeReviewDesk, watchProjects, reviewProjects],
  accountKinds: [projectFund],
  queues: [projectQueue, objectionQueue],
  traceKinds: projectsTraceKinds,
  noticeKinds: projectNoticeKinds,
  messages: projectsMessages,
});
