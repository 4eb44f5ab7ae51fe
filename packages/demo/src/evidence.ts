import sharp from 'sharp';
import { IsNull, LessThan, Not } from 'typeorm';
import type { RequestContext, Services } from '@hongchuang/server/context.js';
import { addFile } from '@hongchuang/server/modules/files/index.js';
import { stageEvidence } from '@hongchuang/server/modules/milestones/index.js';
import { mailDueNotices, Notice, NoticeEvent, deliverDueNotices } from '@hongchuang/server/modules/notices/index.js';
import type { Milestone } from '@hongchuang/server/modules/projects/index.js';
import { Random } from './random.js';

const WIDTH = 960;
const HEIGHT = 640;

type Colour = readonly [red: number, green: number, blue: number];
const SKIES: readonly Colour[] = [
  [226, 235, 239],
  [243, 233, 214],
  [214, 226, 233],
];
const HILLS: readonly Colour[] = [
  [143, 176, 155],
  [88, 133, 107],
  [47, 107, 79],
];
const SUN: Colour = [200, 50, 30];

/** Draws hills under a red sun, because the demo shows no real people. The picture is the same at every start. */
export async function drawScene(random: Random): Promise<Buffer> {
  const sky = random.pick(SKIES);
  const sun = { x: random.between(160, 800), y: random.between(120, 240), radius: random.between(44, 72) };
  const ridges = HILLS.map((colour, row) => ({
    colour,
    base: 330 + row * 95,
    height: random.between(24, 60),
    wave: random.between(90, 190),
    shift: random.between(0, 600),
  }));
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let x = 0; x < WIDTH; x += 1) {
    const tops = ridges.map(({ base, height, wave, shift }) => base + height * Math.sin((x + shift) / wave));
    for (let y = 0; y < HEIGHT; y += 1) {
      const ridge = tops.findLastIndex((top) => y > top);
      const colour =
        ridge >= 0 ? ridges[ridge]!.colour : (x - sun.x) ** 2 + (y - sun.y) ** 2 < sun.radius ** 2 ? SUN : sky;
      pixels.set(colour, (y * WIDTH + x) * 3);
    }
  }
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Returns the text of an attendance list that names nobody. */
function writeList(random: Random): string {
  const rows = ['上午', '下午', '晚上'].map((part, index) => `${index + 1},${part},${random.between(12, 60)},已签到`);
  return `\ufeff场次,时段,人数,备注\n${rows.join('\n')}\n`;
}

/** Attaches a picture and a list to a stage's report, uploaded by the person who reports. */
export async function attachEvidence(
  editor: RequestContext,
  { id, title }: Pick<Milestone, 'id' | 'title'>,
  seed: string,
): Promise<string[]> {
  const random = new Random(`${seed} ${title}`);
  const picture = await addFile(editor, stageEvidence, id, `现场（示意图）${title}.jpg`, await drawScene(random));
  const list = await addFile(editor, stageEvidence, id, `签到汇总 ${title}.csv`, Buffer.from(writeList(random)));
  return [picture.id, list.id];
}

/** Creates the notifications of the whole story. Those older than a month are marked as read. */
export async function tellStory(services: Services, end: Date): Promise<void> {
  const { db } = services;
  while (await db.read.existsBy(NoticeEvent, { dueAt: Not(IsNull()) })) await deliverDueNotices(services);
  while (await db.read.existsBy(Notice, { mailDueAt: Not(IsNull()) })) await mailDueNotices(services);
  const readAt = new Date(end.getTime() - 30 * 86_400_000);
  await db.transact((tx) => tx.manager.update(Notice, { createdAt: LessThan(readAt) }, { readAt }));
}
