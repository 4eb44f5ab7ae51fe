import { codes, type BadInputRow } from '../../support/bad-input.ts';
import { flag, id, ids, list, object, text } from '../../support/bad-values.ts';
import { reportedStage } from '../../support/town.ts';

export default [
  {
    mutation: 'submitMilestone',
    who: ({ owner }) => owner,
    good: ({ funded }) => ({
      input: {
        milestoneId: funded.milestones[0]!.id,
        report: '做完了',
        evidenceUrls: ['https://example.test/a.jpg', '/files/covers/a.webp'],
      },
    }),
    inputs: {
      input: object(),
      'input.milestoneId': id(),
      'input.report': text({ max: 10_000, multiline: true }),
      'input.evidenceUrls': list({ min: 0, max: 20, sample: 'https://example.test/a.jpg' }),
      'input.evidenceFileIds': ids({ min: 0, max: 20, optional: true }),
      'input.evidenceUrls.1': [
        ...text({ max: 500 }),
        ...codes([
          'javascript:alert(1)',
          'data:text/html,<script>',
          'file:///etc/passwd',
          'ftp://example.test/',
          '//example.test/a',
          '/etc/passwd',
          '/files/../secret',
          'example.test',
          'https://',
        ]),
      ],
    },
  },
  {
    mutation: 'reviewMilestone',
    who: ({ reviewer }) => reviewer,
    good: ({ reported }) => ({ input: { milestoneId: reported, accepted: false, comment: '缺照片' } }),
    inputs: {
      input: object(),
      'input.milestoneId': id(),
      'input.accepted': flag(),
      'input.comment': text({ max: 1_000, multiline: true }),
    },
  },
  {
    mutation: 'releaseMilestone',
    who: ({ treasurer }) => treasurer,
    good: ({ verified }) => ({ id: verified, bankReference: '20170613-0002' }),
    inputs: { id: id(), bankReference: text({ max: 64, optional: true }) },
  },
  {
    mutation: 'releaseMilestones',
    who: ({ treasurer }) => treasurer,
    good: async (world) => {
      const ids = [(await reportedStage(world.app, world, true)).id];
      const { releasesBulk } = await world.treasurer.client.must(
        'query R($ids: [ID!]!) { releasesBulk(ids: $ids) { version } }',
        { ids },
      );
      return { ids, version: releasesBulk.version };
    },
    inputs: {
      ids: ids({ min: 1, max: 50 }),
      version: text({ max: 64 }),
      bankReference: text({ max: 64, optional: true }),
    },
  },
  {
    mutation: 'withdrawRelease',
    who: ({ treasurer }) => treasurer,
    good: ({ preparedRelease }) => ({ id: preparedRelease, reason: '再核对一遍' }),
    inputs: { id: id(), reason: text({ max: 500, multiline: true, optional: true }) },
  },
] satisfies readonly BadInputRow[];
