import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeCampaigns = definePermission({
  name: 'campaigns.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.ADMIN, PlatformRole.AUDITOR],
  allows: 'see campaigns before they are published',
});

export const publishCampaigns = definePermission({
  name: 'campaigns.publish',
  roles: [PlatformRole.REVIEWER, PlatformRole.ADMIN],
  allows: 'publish campaigns, return them, and end them before their time, except those of the own unit',
});
