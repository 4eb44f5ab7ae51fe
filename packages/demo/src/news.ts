import type { RequestContext } from '@hongchuang/server/context.js';
import { addFile } from '@hongchuang/server/modules/files/index.js';
import { answerQuestion, askQuestion } from '@hongchuang/server/modules/questions/index.js';
import {
  followProject,
  publishUpdate,
  saveDraft,
  UpdateKind,
  updatePhotos,
} from '@hongchuang/server/modules/updates/index.js';
import type { DemoRole } from './accounts.js';
import type { Cast } from './cast.js';
import { drawScene } from './evidence.js';
import { Random } from './random.js';

/** News of a project, or thanks to its donors. */
interface DemoNews {
  readonly project: string;
  readonly daysAgo: number;
  readonly kind?: UpdateKind;
  readonly title: string;
  readonly text: string;
  /** What each photo shows. */
  readonly photos: readonly string[];
}

/** A question, and the answer where the unit gave one. */
interface DemoQuestion {
  readonly project: string;
  readonly by: DemoRole;
  readonly daysAgo: number;
  readonly text: string;
  readonly answer?: string;
}

export const DEMO_NEWS: readonly DemoNews[] = [
  {
    project: 'silver-wishes',
    daysAgo: 118,
    title: '第一批心愿收齐了',
    text: '社工走了三个社区，记下 **96 个**小心愿。最多的是换灯、修椅子和拍全家福。\n\n下周起志愿者开始认领。（演示）',
    photos: ['社区活动室里的心愿墙（示意图）', '写满心愿的卡片（示意图）'],
  },
  {
    project: 'silver-wishes',
    daysAgo: 34,
    title: '一百盏灯亮了',
    text: '家电维修的志愿者用了四个周末，为独居长者换好了一百盏灯，顺手检查了线路。\n\n还有十几位长者想要扶手，我们正在找合适的款式。（演示）',
    photos: ['楼道里新换的灯（示意图）', '志愿者的工具箱（示意图）', '傍晚亮灯的老楼（示意图）'],
  },
  {
    project: 'silver-wishes',
    daysAgo: 30,
    kind: UpdateKind.THANKS,
    title: '谢谢每一位点灯的人',
    text: '灯亮的那天，楼里的长者在走廊站了很久。谢谢您让他们看得见脚下的路。（演示）',
    photos: ['傍晚的楼道（示意图）'],
  },
  {
    project: 'red-footprints',
    daysAgo: 9,
    title: '第一批采访开始了',
    text: '六位志愿者学完采访方法，本周开始上门。第一周约到了 **11 位**退休党员。\n\n> 先听，再记，最后才问。\n\n录音会在整理之后请本人核对。（演示）',
    photos: ['采访用的录音笔和本子（示意图）', '去采访的路上（示意图）'],
  },
  {
    project: 'qi-able',
    daysAgo: 7,
    title: '第一期岗前培训报满',
    text: '收银、包装、客服三个方向共 24 个名额，两天报满。第二期下月开班。（演示）',
    photos: ['培训教室（示意图）'],
  },
];

export const DEMO_QUESTIONS: readonly DemoQuestion[] = [
  {
    project: 'red-footprints',
    by: 'donor',
    daysAgo: 12,
    text: '书编好以后，在哪里可以看到？',
    answer: '印好后会放在各镇街党群服务中心的书架上，电子版放在本页“项目动态”里，免费阅读。（演示）',
  },
  {
    project: 'red-footprints',
    by: 'sponsor',
    daysAgo: 2,
    text: '我们单位有同事想参加采访，要先培训吗？',
  },
  {
    project: 'silver-wishes',
    by: 'donor',
    daysAgo: 60,
    text: '我能直接认领某一位长者的心愿吗？',
    answer: '可以。心愿墙每周五更新，到社区活动室登记就行；为了保护长者的隐私，名单不在网上公开。（演示）',
  },
];

/** Who follows what in the demo. */
export const DEMO_FOLLOWS: readonly (readonly [DemoRole, string])[] = [
  ['donor', 'red-footprints'],
  ['donor', 'silver-wishes'],
  ['sponsor', 'qi-able'],
];

/** Publishes news with drawn pictures, because the demo shows no real people. */
export async function publishNews(asEditor: () => RequestContext, projectId: string, news: DemoNews): Promise<void> {
  const random = new Random(`${projectId} ${news.title}`);
  const photos: { fileId: string; alt: string }[] = [];
  for (const [index, alt] of news.photos.entries()) {
    const { id } = await addFile(
      asEditor(),
      updatePhotos,
      projectId,
      `photo-${index + 1}.jpg`,
      await drawScene(random),
    );
    photos.push({ fileId: id, alt });
  }
  const { kind = UpdateKind.NEWS, title, text } = news;
  const { id } = await saveDraft(asEditor(), { projectId, kind, title, text, photos });
  await publishUpdate(asEditor(), id);
}

/** Asks a question as one of the demo accounts. The unit answers it a day later, where it does. */
export const ask = async (cast: Cast, projectId: string, { by, text }: DemoQuestion): Promise<string> =>
  (await askQuestion(cast.as(by), { projectId, text })).id;

export { answerQuestion, followProject };
