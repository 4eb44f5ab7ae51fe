/** Campaigns: what other modules may use of this module. */
export { campaignsModule } from './module.js';
export { findVisibleCampaign } from './campaigns.access.js';
export { findCampaign } from './campaigns.queries.js';
export { campaignProgressLoader } from './campaign-progress.js';
export { CampaignKind, type CampaignState } from './campaign.enums.js';
export { createCampaign, publishCampaign } from './campaigns.service.js';
export { stateOf } from './campaigns.rules.js';
