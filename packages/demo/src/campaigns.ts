import { CampaignKind, createCampaign, publishCampaign, stateOf } from '@hongchuang/server/modules/campaigns/index.js';
import { DonorCategory } from '@hongchuang/server/modules/pledges/index.js';
import type { Cast } from './cast.js';
import type { PlannedGift } from './gifts.js';
import type { Timeline } from './timeline.js';

/** The campaign of the demo: it is open when the story ends. Days count back from the end. */
const CAMPAIGN = {
  organizer: 'yiqun',
  projects: ['red-footprints', 'borui-heritage', 'qingfeng-care', 'qi-able'],
  title: '红色创投同心月（演示）',
  theme: '首批四个项目一起募集，党员带头，街坊同行',
  rules:
    '每一笔捐赠直接进入所选项目的专用资金，同时计入本次活动。\n\n- 单位和个人都可以参加\n- 代表单位捐赠的，计入该单位和它的各级上级单位\n- 本活动为演示，不代表真实募捐',
  proposed: 26,
  published: 25,
  opens: 21,
  closes: -10,
} as const;

/** Plans the campaign, and says of each gift whether it counts for it. */
export class DemoCampaign {
  private campaign: Awaited<ReturnType<typeof createCampaign>> | undefined;

  constructor(
    private readonly cast: Cast,
    private readonly timeline: Timeline,
    private readonly idOfUnit: (key: string) => string,
    private readonly idOfProject: (key: string) => string,
  ) {}

  plan(): void {
    const { timeline } = this;
    timeline.plan(timeline.day(CAMPAIGN.proposed, 15), async () => {
      this.campaign = await createCampaign(this.cast.as('publisher'), this.idOfUnit(CAMPAIGN.organizer), {
        kind: CampaignKind.GIVING_DAY,
        title: CAMPAIGN.title,
        theme: CAMPAIGN.theme,
        rules: CAMPAIGN.rules,
        opensAt: timeline.day(CAMPAIGN.opens, 9),
        closesAt: timeline.day(CAMPAIGN.closes, 21),
        projectIds: CAMPAIGN.projects.map(this.idOfProject),
      });
    });
    timeline.plan(timeline.day(CAMPAIGN.published, 10), async () => {
      this.campaign = await publishCampaign(this.cast.as('reviewer'), this.campaign!.id, 0);
    });
  }

  /** What a gift that is made now says of the campaign. */
  partOf(
    project: string,
    { unit, by }: PlannedGift,
    now: Date,
  ): { campaignId?: string; donorCategory?: DonorCategory } {
    const counts =
      this.campaign !== undefined &&
      (CAMPAIGN.projects as readonly string[]).includes(project) &&
      stateOf(this.campaign, now) === 'OPEN';
    if (!counts) return {};
    return {
      campaignId: this.campaign!.id,
      donorCategory:
        unit !== null ? DonorCategory.MEMBER : typeof by === 'string' ? DonorCategory.NON_PARTY : DonorCategory.PUBLIC,
    };
  }
}
