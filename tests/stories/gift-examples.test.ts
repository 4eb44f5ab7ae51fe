import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { createCity, openProject } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { projectAt } from '../support/town.ts';

const app = useTestApp();

const READ = 'query P($id: ID!) { project(id: $id) { giftExamples { amount does } changes { field before after } } }';
const LUNCH = { amount: 3_000, does: '一份送到家的午餐' };
const WEEK = { amount: 15_000, does: '一位长者一周的午餐' };

it('what gifts do is written by the unit and public with the project', async () => {
  const city = await createCity(app);
  const { id } = await openProject(app, city, { giftExamples: [WEEK, LUNCH] });
  const { project } = await app.anonymous().must(READ, { id });
  expect(project.giftExamples).toEqual([LUNCH, WEEK]);
});

it('reviewers see how it changed since the last submission', async () => {
  const city = await createCity(app);
  const { id } = await projectAt(app, city, 'CHANGES_REQUESTED', { giftExamples: [LUNCH, WEEK] });
  const editor = city.publisher.client;
  await editor.must(MUTATIONS.updateProject, { id, input: { giftExamples: [{ ...LUNCH, does: '一份午餐' }, WEEK] } });
  await editor.must(MUTATIONS.submitProject, { id });
  const { project } = await city.reviewer.client.must(READ, { id });
  expect(project.changes).toEqual([
    {
      field: 'giftExamples',
      before: '¥30.00 | 一份送到家的午餐\n¥150.00 | 一位长者一周的午餐',
      after: '¥30.00 | 一份午餐\n¥150.00 | 一位长者一周的午餐',
    },
  ]);
});

it('a list that is left out stays, and an empty one removes all', async () => {
  const city = await createCity(app);
  const { id } = await projectAt(app, city, 'DRAFT', { giftExamples: [LUNCH, WEEK] });
  const editor = city.publisher.client;
  await editor.must(MUTATIONS.updateProject, { id, input: { title: '新题目' } });
  expect((await editor.must(READ, { id })).project.giftExamples).toEqual([LUNCH, WEEK]);
  await editor.must(MUTATIONS.updateProject, { id, input: { giftExamples: [] } });
  expect((await editor.must(READ, { id })).project.giftExamples).toEqual([]);
});

it('a single amount, and the same amount twice, are refused with the field', async () => {
  const city = await createCity(app);
  const { id } = await projectAt(app, city, 'DRAFT', { giftExamples: [LUNCH, WEEK] });
  const editor = city.publisher.client;
  const change = (giftExamples: unknown) => editor.refused(MUTATIONS.updateProject, { id, input: { giftExamples } });
  expect(await change([LUNCH])).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: '需要 2 到 4 项。',
    field: 'giftExamples',
  });
  expect(await change([LUNCH, { ...WEEK, amount: LUNCH.amount }])).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: '这个金额已经写过一次,请换一个金额。',
  });
  expect((await editor.must(READ, { id })).project.giftExamples).toEqual([LUNCH, WEEK]);
});
