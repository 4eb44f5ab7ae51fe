import type { TraceKind } from '../trace/index.js';
import { publishCampaigns } from './campaigns.permissions.js';

export const campaignProposed: TraceKind = {
  name: 'CAMPAIGN_PROPOSED',
  label: ['提出了募捐活动', 'Proposed a campaign'],
  subject: 'campaign',
};

export const campaignChanged: TraceKind = {
  name: 'CAMPAIGN_CHANGED',
  label: ['修改了募捐活动', 'Changed a campaign'],
  subject: 'campaign',
};

export const campaignPublished: TraceKind = {
  name: 'CAMPAIGN_PUBLISHED',
  label: ['发布了募捐活动', 'Published a campaign'],
  subject: 'campaign',
  permission: publishCampaigns,
};

export const campaignReturned: TraceKind = {
  name: 'CAMPAIGN_RETURNED',
  label: ['退回了募捐活动', 'Returned a campaign'],
  subject: 'campaign',
  permission: publishCampaigns,
};

export const campaignEnded: TraceKind = {
  name: 'CAMPAIGN_ENDED',
  label: ['提前结束了募捐活动', 'Ended a campaign before its time'],
  subject: 'campaign',
};

export const campaignsTraceKinds: readonly TraceKind[] = [
  campaignProposed,
  campaignChanged,
  campaignPublished,
  campaignReturned,
  campaignEnded,
];
