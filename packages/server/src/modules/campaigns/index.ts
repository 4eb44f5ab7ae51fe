/** Campaigns: what other modules may use of this module. */
export { campaignsModule } from './module.js';
export { findVisibleCampaign } from './campaigns.access.js';
