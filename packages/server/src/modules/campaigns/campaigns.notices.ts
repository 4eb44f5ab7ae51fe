import type { Tx } from '../../db/database.js';
import { shanghaiMinute } from '../../lib/days.js';
import { translate } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify } from '../notices/index.js';
import { editorsOf } from '../organizations/index.js';
import type { Campaign } from './campaign.entity.js';

type Outcome = 'published' | 'returned' | 'ended';

interface CampaignEvent {
  readonly outcome: Outcome;
  readonly campaignId: string;
  readonly organizerId: string;
  readonly title: string;
  readonly opens: string;
}

/** Tells the editors of a unit what became of its campaign. */
export const campaignDecidedNotice = defineNoticeKind<CampaignEvent, Record<string, never>>({
  name: 'CAMPAIGN_DECIDED',
  label: 'campaign.notice.label',
  topics: [NoticeTopic.PROJECTS],
  recipients: async (services, { organizerId }) =>
    new Map((await editorsOf(services, organizerId)).map((userId) => [userId, {}])),
  words: (language, { outcome, campaignId, title, opens }) => ({
    title: translate(language, `campaign.notice.${outcome}.title`, { title }),
    text: translate(language, `campaign.notice.${outcome}.text`, { title, opens }),
    path: `/campaigns/${campaignId}`,
  }),
});

/** Records, in the transaction of the decision, that the unit is to be told of it. */
export const noteDecision = (tx: Tx, outcome: Outcome, campaign: Campaign): Promise<void> =>
  notify(tx, campaignDecidedNotice, {
    outcome,
    campaignId: campaign.id,
    organizerId: campaign.organizerId,
    title: campaign.title,
    opens: shanghaiMinute(campaign.opensAt),
  });
