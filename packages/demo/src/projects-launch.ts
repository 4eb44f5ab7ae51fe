import { IndicatorKind } from '@hongchuang/server/modules/projects/index.js';
import { REPORTED_CAUSE_NOTE, REPORTED_NOTE, type DemoProject, type DemoStep } from './shapes.js';

/** The project has been open for 28 days. The launch was two days after the opening. */
const REVIEWED: readonly DemoStep[] = [
  [41, 'submit'],
  [33, 'approve', '材料齐全，预算合理，同意公示。'],
];

/** The four projects that were presented at the launch of 8 June 2017, as press reports describe them. */
export const LAUNCH_PROJECTS: readonly DemoProject[] = [
  {
    key: 'red-footprints',
    unit: 'yiqun',
    demoNote: REPORTED_NOTE,
    title: '红色足迹',
    summary:
      '采集退休党员的口述历史，编成书、画成漫画、做成动画，讲进学校和社区。100 元约可支持一次上门采访的录音与整理。',
    story: `## 为什么做

石岐约有 9,000 名党员，其中退休党员 **3,812** 名。他们亲历了这座城市的变化，许多故事还没有人记下来。

## 怎么做

1. **采集**：社工和志愿者上门采访，录音、拍照、整理成文。
2. **成书、成画、成动画**：把口述史编成一本书，再改编为漫画和动画短片。
3. **讲述**：请老党员和志愿者一起走进学校与社区，把故事讲给孩子和街坊听。

## 从哪里来

2017 年 6 月 8 日，“红色创投”2017 年首场发布会在南区党群服务中心举行，四个项目由实施单位和支持单位一同推介，“红色足迹”是其中之一；七家爱心单位和企业党组织获颁纪念奖座。`,
    category: '红色传承',
    region: '石岐',
    created: 46,
    fundingEnds: -34,
    acceptsOverGoal: true,
    milestones: [
      ['上门采访与口述史整理', 60_000, -60],
      ['编辑成书', 48_000, -110],
      ['漫画与动画改编', 42_000, -160],
      ['进学校、进社区讲述', 30_000, -210],
    ],
    giftExamples: [
      [100, '一次上门采访的录音与整理'],
      [300, '一位老党员的故事写成文稿'],
      [1_000, '一场进学校的讲述'],
    ],
    indicators: [
      ['接受采访的退休党员', '人', IndicatorKind.PEOPLE_SERVED, 120],
      ['进学校、进社区讲述', '场', IndicatorKind.ACTIVITIES_HELD, 40],
      ['志愿者服务时间', '小时', IndicatorKind.VOLUNTEER_HOURS, 1_600],
      ['口述史成稿', '篇', IndicatorKind.CUSTOM, 100],
    ],
    steps: REVIEWED,
    giving: {
      people: 46,
      from: 28,
      to: 1,
      units: [
        {
          unit: 'autoParty',
          by: 'sponsor',
          yuan: 30_000,
          daysAgo: 26,
          message: '向老党员致敬，期待这本书早日与大家见面。',
        },
        { unit: 'lampParty', by: 'admin', yuan: 18_000, daysAgo: 26, message: '布展和设计我们也来出一份力。' },
        { unit: 'homeParty', by: 'admin', yuan: 12_000, daysAgo: 26 },
        { unit: 'autoTrade', by: 'sponsor', yuan: 20_000, daysAgo: 25 },
        { unit: 'lampWorks', by: 'admin', yuan: 10_000, daysAgo: 22 },
        { unit: 'community', by: 'admin', yuan: 2_000, daysAgo: 20, message: '欢迎到我们社区来讲。' },
      ],
      singles: [
        {
          by: 'donor',
          yuan: 200,
          ago: { days: 24 },
          message: '爷爷也是老党员，谢谢你们记下他们的故事。',
          outcome: 'sandbox',
        },
        { by: 'donor', unit: 'community', yuan: 500, ago: { days: 18 }, outcome: 'transfer' },
        { by: 'donor', yuan: 1_000, ago: { days: 12 }, outcome: 'cancelled' },
        { by: { guest: '陈先生' }, yuan: 500, ago: { minutes: 14 * 1_440 - 300 }, outcome: 'pending' },
        { by: { guest: '退休党员 C' }, yuan: 1_000, ago: { days: 5 }, outcome: 'pending' },
        { by: { guest: '爱心市民 A' }, yuan: 88, ago: { minutes: 37 }, message: '支持！', outcome: 'sandbox' },
      ],
    },
    measurements: [
      {
        of: 0,
        value: 12,
        daysAgo: 13,
        note: '首批采访名单完成 12 人，签到表与授权书已存档。',
        verdict: ['verify', '与授权书核对一致。'],
      },
      { of: 2, value: 96, daysAgo: 12, note: '志愿者培训与首批采访，按签到时间计。', verdict: ['verify'] },
      { of: 0, value: 9, daysAgo: 2, note: '第二批采访 9 人。' },
    ],
  },
  {
    key: 'borui-heritage',
    unit: 'borui',
    demoNote: REPORTED_CAUSE_NOTE,
    title: '薪火相传：退休党员的记忆与陪伴',
    summary: '陪伴退休党员整理旧照片和老物件，在党群服务中心办一场流动展。100 元约可支持一位老党员的照片修复与装裱。',
    story: `## 为什么做

退休党员手里的旧照片、奖状和笔记，是一座城市的记忆。东西在一年年褪色，能讲清来历的人也在一年年老去。

## 怎么做

社工定期上门陪伴，一边聊天一边整理；修复好的照片和文字做成流动展板，在各党群服务中心轮流展出。

这是 2017 年 6 月 8 日首场发布会上的第二个传承类项目，由博睿社工中心党支部实施。`,
    category: '红色传承',
    region: '全市',
    created: 47,
    fundingEnds: -20,
    acceptsOverGoal: false,
    milestones: [
      ['上门陪伴与整理', 30_000, -50],
      ['照片修复与展板制作', 22_000, -80],
      ['流动展', 8_000, -120],
    ],
    giftExamples: [
      [100, '一位老党员的照片修复与装裱'],
      [500, '一块流动展板'],
    ],
    indicators: [
      ['得到陪伴的退休党员', '人', IndicatorKind.PEOPLE_SERVED, 60],
      ['流动展', '场', IndicatorKind.ACTIVITIES_HELD, 12],
    ],
    steps: REVIEWED,
    giving: {
      people: 30,
      from: 28,
      to: 2,
      units: [
        { unit: 'homeCare', by: 'admin', yuan: 15_000, daysAgo: 26 },
        { unit: 'autoParty', by: 'sponsor', yuan: 10_000, daysAgo: 24, message: '场地可以放在我们商圈的党群服务站。' },
        { unit: 'lampParty', by: 'admin', yuan: 8_000, daysAgo: 23 },
      ],
      fill: { unit: 'homeParty', by: 'admin', daysAgo: 4, leavesYuan: 1_280 },
      singles: [
        { by: 'donor', yuan: 100, ago: { days: 21 }, outcome: 'sandbox' },
        { by: { guest: '社区志愿者 B' }, yuan: 66, ago: { minutes: 190 }, outcome: 'sandbox' },
      ],
    },
  },
  {
    key: 'qingfeng-care',
    unit: 'qingfeng',
    demoNote: REPORTED_CAUSE_NOTE,
    title: '清风送暖：困难群体帮扶',
    summary: '志愿者结对探访困难家庭，按需送去生活用品和陪伴。100 元约可为一户家庭准备一份生活包。',
    story: `## 为什么做

生活一时困难的家庭，需要的不只是物品，还有人常来看看、帮着想办法。

## 怎么做

- **结对**：一名党员志愿者联系一户家庭，每月至少探访一次。
- **按需**：先问清楚缺什么，再准备生活包，不重复、不浪费。
- **转介**：遇到看病、就业方面的难处，帮助联系相应的部门。

2017 年 6 月 8 日首场发布会上，清风自游人公益服务中心党支部推介了面向困难群体的服务项目。`,
    category: '困难帮扶',
    region: '全市',
    created: 45,
    fundingEnds: -14,
    acceptsOverGoal: true,
    milestones: [
      ['需求走访与结对', 20_000, -30],
      ['生活包与每月探访', 40_000, -90],
      ['回访与总结', 20_000, -150],
    ],
    giftExamples: [
      [100, '一户家庭的一份生活包'],
      [300, '一户家庭三个月的探访'],
    ],
    indicators: [
      ['得到帮扶的居民', '人', IndicatorKind.PEOPLE_SERVED, 260],
      ['探访', '次', IndicatorKind.ACTIVITIES_HELD, 600],
    ],
    steps: REVIEWED,
    giving: {
      people: 28,
      from: 28,
      to: 1,
      units: [
        { unit: 'lampWorks', by: 'admin', yuan: 20_000, daysAgo: 26 },
        { unit: 'autoTrade', by: 'sponsor', yuan: 15_000, daysAgo: 26 },
        { unit: 'homeParty', by: 'admin', yuan: 15_000, daysAgo: 21, message: '需要搬运和上门维修，随时叫我们。' },
      ],
      fill: {
        unit: 'lampParty',
        by: 'admin',
        daysAgo: 9,
        leavesYuan: -2_600,
        message: '目标达成，也欢迎更多伙伴加入。',
      },
      singles: [
        { by: 'donor', yuan: 66, ago: { days: 15 }, anonymous: true, outcome: 'sandbox' },
        { by: { guest: '热心街坊' }, yuan: 300, ago: { days: 3 }, anonymous: true, outcome: 'pending' },
        { by: { guest: '林女士' }, yuan: 50, ago: { minutes: 95 }, message: '一点心意。', outcome: 'sandbox' },
      ],
    },
  },
  {
    key: 'qi-able',
    unit: 'qichuang',
    demoNote: REPORTED_NOTE,
    title: '启·展能：残疾人就业支持计划',
    summary: '为西区的残疾居民提供职业培训、岗位体验和就业安置，也让照顾者松一口气。100 元约可支持一人一天的岗位体验。',
    story: `## 为什么做

西区有 **669** 名登记在册的残疾居民。其中不少人想工作、能工作，缺的是适合的训练和愿意给机会的岗位。

## 怎么做

1. **职业培训**：按各人的能力和意愿，分班教授一技之长。
2. **岗位体验**：在支持企业里由师傅带教，边做边学。
3. **就业安置**：匹配岗位，上岗后社工继续跟进。

## 会有什么改变

有人走上岗位，有了自己的收入；照顾他们的家人也能缓一口气。

2017 年 6 月 8 日首场发布会上，启创社工中心党支部推介了这个项目。`,
    category: '助残就业',
    region: '西区',
    created: 50,
    fundingEnds: -48,
    acceptsOverGoal: true,
    milestones: [
      ['需求评估与职业培训', 90_000, -70],
      ['岗位体验', 120_000, -130],
      ['就业匹配与安置', 96_000, -200],
      ['跟进与照顾者支持', 54_000, -260],
    ],
    giftExamples: [
      [100, '一人一天的岗位体验'],
      [500, '一人一周的岗位体验'],
      [1_200, '一人一期的职业培训'],
    ],
    indicators: [
      ['接受评估与培训的残疾居民', '人', IndicatorKind.PEOPLE_SERVED, 180],
      ['培训与岗位体验', '场', IndicatorKind.ACTIVITIES_HELD, 72],
      ['稳定就业', '人', IndicatorKind.CUSTOM, 45],
      ['照顾者得到的喘息时间', '小时', IndicatorKind.CUSTOM, 2_000],
    ],
    steps: [
      [43, 'submit'],
      [40, 'requestChanges', '请补充就业安置后的跟进安排，并单列照顾者支持的预算。'],
      [
        37,
        'revise',
        {
          milestones: [
            ['需求评估与职业培训', 90_000, -70],
            ['岗位体验', 120_000, -130],
            ['就业匹配与安置', 96_000, -200],
            ['上岗跟进与照顾者支持', 54_000, -260],
          ],
        },
      ],
      [36, 'submit'],
      [33, 'approve', '已按意见补充，同意公示。'],
    ],
    giving: {
      people: 40,
      from: 28,
      to: 1,
      units: [
        { unit: 'autoTrade', by: 'sponsor', yuan: 50_000, daysAgo: 26, message: '除资金外，我们准备了六个体验岗位。' },
        { unit: 'lampWorks', by: 'admin', yuan: 30_000, daysAgo: 26 },
        { unit: 'homeCare', by: 'admin', yuan: 25_000, daysAgo: 24, message: '保洁、绿化、前台都可以来试岗。' },
        { unit: 'autoParty', by: 'sponsor', yuan: 20_000, daysAgo: 19 },
      ],
      singles: [
        { by: 'donor', yuan: 500, ago: { days: 22 }, message: '愿每个人都能靠自己的双手生活。', outcome: 'transfer' },
        { by: 'donor', yuan: 200, ago: { days: 3 }, outcome: 'pending' },
        {
          by: 'sponsor',
          unit: 'autoParty',
          yuan: 30_000,
          ago: { days: 2 },
          message: '第二批支持款。',
          outcome: 'pending',
        },
        { by: 'sponsor', yuan: 2_000, ago: { days: 17 }, outcome: 'cancelled' },
        { by: { guest: '梁先生' }, yuan: 200, ago: { days: 20 }, outcome: 'expires' },
        { by: { guest: '爱心市民 H' }, yuan: 100, ago: { minutes: 12 }, message: '加油！', outcome: 'sandbox' },
      ],
    },
    measurements: [
      { of: 0, value: 38, daysAgo: 10, note: '首轮评估 38 人，评估表已归档。', verdict: ['verify'] },
      {
        of: 1,
        value: 4,
        daysAgo: 9,
        note: '企业参观与试岗 4 场。',
        verdict: ['reject', '签到表缺少日期，请补齐后重新填报。'],
      },
      { of: 1, value: 4, daysAgo: 3, note: '补齐签到表后重新填报：企业参观与试岗 4 场。' },
    ],
  },
];
