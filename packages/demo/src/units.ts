import { MembershipRole, OrganizationKind } from '@hongchuang/server/modules/organizations/index.js';
import type { DemoRole } from './accounts.js';

const K = OrganizationKind;

export interface DemoUnit {
  readonly key: string;
  readonly name: string;
  readonly kind: OrganizationKind;
  /** Key of the parent unit, which is listed before this one. */
  readonly parent: string | null;
  readonly about: string;
  /**
   * Every unit has an owner. There are only six accounts, so the administrator owns the units that nobody else owns.
   */
  readonly owner: DemoRole;
  readonly members?: readonly (readonly [DemoRole, MembershipRole])[];
}

/**
 * The four implementers' names come from press reports. Nothing else is known about the units here, and nothing is
 * invented.
 */
const REPORTED = '单位名称见 2017 年公开报道。本站的账户、成员与项目进展均为演示，与该单位的真实账目无关。';
const INVENTED = '演示单位：名称与资料均为虚构，不代表任何真实机构。';

export const DEMO_UNITS: readonly DemoUnit[] = [
  {
    key: 'city',
    name: '市级主办单位（演示）',
    kind: K.PARTY_COMMITTEE,
    parent: null,
    owner: 'reviewer',
    about: `${INVENTED}在演示中负责项目审核与公示。`,
  },
  {
    key: 'newOrgs',
    name: '两新组织党工委（演示）',
    kind: K.PARTY_COMMITTEE,
    parent: 'city',
    owner: 'reviewer',
    about: `${INVENTED}在演示中联系新经济组织与新社会组织。`,
  },
  {
    key: 'charity',
    name: '红创演示慈善会',
    kind: K.CHARITY,
    parent: 'city',
    owner: 'treasurer',
    about: `${INVENTED}在演示中管理专项资金账户。`,
  },
  {
    key: 'yiqun',
    name: '益群社工中心党支部',
    kind: K.SOCIAL_WORK,
    parent: 'newOrgs',
    owner: 'admin',
    members: [['publisher', MembershipRole.EDITOR]],
    about: REPORTED,
  },
  { key: 'borui', name: '博睿社工中心党支部', kind: K.SOCIAL_WORK, parent: 'newOrgs', owner: 'admin', about: REPORTED },
  {
    key: 'qingfeng',
    name: '清风自游人公益服务中心党支部',
    kind: K.SOCIAL_WORK,
    parent: 'newOrgs',
    owner: 'admin',
    about: REPORTED,
  },
  {
    key: 'qichuang',
    name: '启创社工中心党支部',
    kind: K.SOCIAL_WORK,
    parent: 'newOrgs',
    owner: 'admin',
    about: REPORTED,
  },
  {
    key: 'sunward',
    name: '向阳社会工作服务中心（演示）',
    kind: K.SOCIAL_WORK,
    parent: 'newOrgs',
    owner: 'admin',
    about: INVENTED,
  },
  {
    key: 'kapok',
    name: '红棉公益服务中心（演示）',
    kind: K.SOCIAL_WORK,
    parent: 'newOrgs',
    owner: 'admin',
    about: INVENTED,
  },
  {
    key: 'autoParty',
    name: '汽配商圈企业党委（演示）',
    kind: K.PARTY_COMMITTEE,
    parent: 'newOrgs',
    owner: 'sponsor',
    about: `${INVENTED}除资金外，也提供场地与党员志愿者。`,
  },
  {
    key: 'autoTrade',
    name: '演示汽配贸易有限公司',
    kind: K.ENTERPRISE,
    parent: 'autoParty',
    owner: 'sponsor',
    about: INVENTED,
  },
  {
    key: 'lampParty',
    name: '灯饰商圈企业党委（演示）',
    kind: K.PARTY_COMMITTEE,
    parent: 'newOrgs',
    owner: 'admin',
    about: `${INVENTED}除资金外，也提供设计与布展支持。`,
  },
  {
    key: 'lampWorks',
    name: '演示灯饰制造有限公司',
    kind: K.ENTERPRISE,
    parent: 'lampParty',
    owner: 'admin',
    about: INVENTED,
  },
  {
    key: 'homeParty',
    name: '物业服务行业党委（演示）',
    kind: K.PARTY_COMMITTEE,
    parent: 'newOrgs',
    owner: 'admin',
    about: `${INVENTED}除资金外，也提供实习岗位与上门服务。`,
  },
  {
    key: 'homeCare',
    name: '演示物业服务有限公司',
    kind: K.ENTERPRISE,
    parent: 'homeParty',
    owner: 'admin',
    about: INVENTED,
  },
  {
    key: 'community',
    name: '示范社区党委（演示）',
    kind: K.COMMUNITY,
    parent: 'city',
    owner: 'admin',
    members: [['donor', MembershipRole.MEMBER]],
    about: INVENTED,
  },
];

/** Units that an administrator has not verified yet, or has refused. */
export const DEMO_APPLICATIONS = [
  {
    by: 'donor',
    name: '新苗志愿服务队（演示）',
    kind: K.SOCIAL_WORK,
    about: `${INVENTED}等待管理员核验。`,
    daysAgo: 2,
    refusal: null,
  },
  {
    by: 'sponsor',
    name: '演示汽车服务有限公司',
    kind: K.ENTERPRISE,
    about: INVENTED,
    daysAgo: 9,
    refusal: '请补充单位的正式名称与统一社会信用代码后重新提交。',
  },
] as const;
