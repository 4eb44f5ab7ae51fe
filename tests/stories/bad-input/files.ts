import { type BadInputRow, type World } from '../../support/bad-input.ts';
import { choice, id, text } from '../../support/bad-values.ts';
import { attach, pdf } from '../../support/files.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { fundedProject } from '../../support/town.ts';

/** A file of a report that everybody sees. */
async function publicFile({ app, ...town }: World): Promise<string> {
  const milestoneId = (await fundedProject(app, town)).milestones[0]!.id;
  const file = await attach(town.editor.client, milestoneId, '名单.pdf', pdf());
  await town.editor.client.must(MUTATIONS.submitMilestone, {
    input: { milestoneId, report: '做完了。', evidenceUrls: [], evidenceFileIds: [file.id] },
  });
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
    input: { milestoneId, accepted: true, comment: '看过了' },
  });
  return file.id;
}

export default [
  {
    mutation: 'takeDownFile',
    who: ({ reviewer }) => reviewer,
    good: async (world) => ({ id: await publicFile(world), cause: 'PERSONAL_DATA', reason: '有受助人的照片' }),
    inputs: { id: id(), cause: choice(), reason: text({ max: 500, multiline: true }) },
  },
] satisfies readonly BadInputRow[];
