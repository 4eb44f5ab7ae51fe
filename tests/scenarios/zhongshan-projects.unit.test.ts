import { describe, expect, it } from 'vitest';
import { figuresAt, projectsOf, ZHONGSHAN } from './zhongshan-projects.mjs';

const sum = (numbers: number[]): number => numbers.reduce((before, number) => before + number, 0);
const crowd = { implementers: 17, sponsors: 34, members: 12 };

describe('the projects of Zhongshan 2016', () => {
  it.each([
    [1, 1],
    [2, 1],
    [3, 0.1],
    [4, 0.01],
  ])('add up to the figures of the year (seed %i, scale %d)', (seed, scale) => {
    const figures = figuresAt(scale);
    const projects = projectsOf({ seed, ...figures, ...crowd });
    expect(projects).toHaveLength(figures.projects);
    expect(sum(projects.flatMap(({ gifts }) => gifts.map(({ amountFen }) => amountFen)))).toBe(figures.fen);
    expect(sum(projects.map(({ people }) => people))).toBe(figures.people);
    for (const { end, goalFen, stagesFen, gifts, people } of projects) {
      expect(sum(stagesFen)).toBe(goalFen);
      expect(Math.min(...stagesFen, ...gifts.map(({ amountFen }) => amountFen))).toBeGreaterThanOrEqual(100);
      const raised = sum(gifts.map(({ amountFen }) => amountFen));
      if (end === 'FUNDRAISING') expect(raised).toBeLessThan(goalFen);
      else expect(raised).toBe(goalFen);
      expect(people > 0).toBe(end === 'COMPLETED');
    }
  });

  it('are in every state, run by many units, with gifts from units and people', () => {
    const projects = projectsOf({ seed: 1, ...ZHONGSHAN, ...crowd });
    const ends = (end: string) => projects.filter((project) => project.end === end).length;
    expect(
      [ends('COMPLETED'), ends('EXECUTING'), ends('FUNDED'), ends('FUNDRAISING')].every((count) => count > 50),
    ).toBe(true);
    expect(new Set(projects.map(({ implementer }) => implementer)).size).toBe(crowd.implementers);
    const givers = new Set(projects.flatMap(({ gifts }) => gifts.map(({ sponsor }) => sponsor)));
    expect(givers.size).toBe(crowd.sponsors + 1);
    expect(new Set(projects.map(({ title }) => title)).size).toBe(projects.length);
    expect(Math.max(...projects.map(({ title }) => title.length))).toBeLessThanOrEqual(60);
  });

  it('are the same for the same seed', () => {
    expect(projectsOf({ seed: 9, ...figuresAt(0.05), ...crowd })).toEqual(
      projectsOf({ seed: 9, ...figuresAt(0.05), ...crowd }),
    );
  });
});
