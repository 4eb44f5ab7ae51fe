import { defineModule } from '../../module.js';
import { Campaign, CampaignCounters, CampaignProject, CampaignYear } from './campaign.entity.js';
import { campaignChecks } from './campaigns.checks.js';
import { campaignMessages } from './campaigns.messages.js';
import { campaignMigrations } from './campaigns.migrations.js';
import { campaignDecidedNotice } from './campaigns.notices.js';
import { publishCampaigns, seeCampaigns } from './campaigns.permissions.js';
import { campaignsInventory } from './campaigns.personal.js';
import { campaignQueue } from './campaigns.queues.js';
import {
  CampaignFiguresResolver,
  CampaignRankResolver,
  PledgeCampaignResolver,
  ProjectCampaignsResolver,
} from './campaign-figures.resolver.js';
import { campaignTopic } from './campaign-progress.js';
import { campaignFollower } from './campaigns.follower.js';
import { CampaignResolver, OrganizationCampaignsResolver } from './campaigns.resolver.js';
import { campaignSearchColumns } from './campaigns.search.js';
import { campaignsTraceKinds } from './campaigns.trace.js';

export const campaignsModule = defineModule({
  name: 'campaigns',
  inventory: campaignsInventory,
  entities: [Campaign, CampaignProject, CampaignYear, CampaignCounters],
  migrations: campaignMigrations,
  resolvers: [
    CampaignResolver,
    CampaignFiguresResolver,
    CampaignRankResolver,
    OrganizationCampaignsResolver,
    ProjectCampaignsResolver,
    PledgeCampaignResolver,
  ],
  giftFollowers: [campaignFollower],
  liveStates: (services) => [campaignTopic(services)],
  checks: campaignChecks,
  messages: campaignMessages,
  permissions: [seeCampaigns, publishCampaigns],
  queues: [campaignQueue],
  noticeKinds: [campaignDecidedNotice],
  searchColumns: campaignSearchColumns,
  traceKinds: campaignsTraceKinds,
});
