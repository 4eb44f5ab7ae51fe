// The projects of Zhongshan's year 2016, one by one. Three figures are published, two of them rounded: 1,130 activities
// and projects, "nearly ¥1,400,000" raised, "more than 200,000" people served. The two figures that have to be exact
// here are chosen within the published words. Everything else is invented and follows from a seed.
import { seededRandom } from '../support/random.mjs';
import { scaled, splitHeavily } from './shares.mjs';

export const ZHONGSHAN = { projects: 1_130, fen: 139_860_000, people: 200_460 };

/** A replay with a smaller scale than this does not have the mixture of the whole. */
export const SMALLEST_SCALE = 0.005;

/** The figures of the year at `scale`, all rounded down. */
export const figuresAt = (scale) => ({
  projects: scaled(ZHONGSHAN.projects, scale),
  fen: scaled(ZHONGSHAN.fen, scale),
  people: scaled(ZHONGSHAN.people, scale),
});

const REGIONS = ['石岐', '东区', '西区', '南区', '小榄', '古镇', '三乡', '沙溪', '坦洲', '黄圃'];
const THEMES = [
  { title: '红色足迹口述史', category: '红色传承' },
  { title: '启·展能就业计划', category: '助残就业' },
  { title: '清风自游人出行', category: '困难帮扶' },
  { title: '退休党员银龄课堂', category: '为老服务' },
  { title: '四点半课堂', category: '青少年关爱' },
  { title: '楼道议事会', category: '社区治理' },
  { title: '党员志愿服务日', category: '志愿服务' },
  { title: '独居长者探访', category: '为老服务' },
];

/** How far projects had come by the end of the year: sixteen of twenty are completed. */
const ENDS = { 1: 'EXECUTING', 3: 'FUNDRAISING', 4: 'FUNDED', 11: 'EXECUTING' };
const endOf = (index) => ENDS[index % 20] ?? 'COMPLETED';

const YUAN = 100;
const split = (random, total, count, step, spread) => splitHeavily({ total, count, step, spread, random });

/**
 * @typedef {{ amountFen: number, sponsor: number | null, member: number }} ProjectGift for a unit by its owner, or by a member alone
 * @typedef {{ index: number, title: string, region: string, category: string, implementer: number, end: 'COMPLETED' | 'EXECUTING' | 'FUNDED' | 'FUNDRAISING', goalFen: number, stagesFen: number[], gifts: ProjectGift[], people: number }} PlannedProject
 */

/**
 * Every project in its order. The amounts that the projects raise sum to `fen`, and the people whom the completed ones
 * serve sum to `people`.
 * @param {{ seed: number, projects: number, fen: number, people: number, implementers: number, sponsors: number,
 * members: number }} plan
 * @returns {PlannedProject[]}
 */
export function projectsOf({ seed, projects, fen, people, implementers, sponsors, members }) {
  const random = seededRandom(`${seed} projects`);
  const raised = split(random, fen, projects, 10 * YUAN, 60);
  const finished = raised.filter((_, index) => endOf(index) === 'COMPLETED').length;
  const served = split(random, people, finished, 1, 40);
  return raised.map((raisedFen, index) => {
    const end = endOf(index);
    const theme = random.pick(THEMES);
    const region = random.pick(REGIONS);
    // A project that still raises money has half of its goal.
    const goalFen = end === 'FUNDRAISING' ? raisedFen * 2 : raisedFen;
    const stages = end === 'EXECUTING' ? 2 : random.between(1, 3);
    return {
      index,
      region,
      category: theme.category,
      end,
      goalFen,
      title: `${region}${theme.title}第${index + 1}号`,
      implementer: random.between(0, implementers - 1),
      stagesFen: split(random, goalFen, stages, YUAN, 4),
      gifts: split(random, raisedFen, random.between(1, 4), YUAN, 5).map((amountFen) => ({
        amountFen,
        sponsor: random.chance(0.7) ? random.between(0, sponsors - 1) : null,
        member: random.between(0, members - 1),
      })),
      people: end === 'COMPLETED' ? /** @type {number} */ (served.pop()) : 0,
    };
  });
}
