import type { BadInputRow } from '../../support/bad-input.ts';
import { clientKey } from '../../support/bad-input.ts';
import { choice, flag, id, list, object, text, wholeNumber } from '../../support/bad-values.ts';
import { attachPhoto, publishedUpdate, updateDraft } from '../../support/updates.ts';
import { photo } from '../../support/files.ts';
import type { World } from '../../support/bad-input.ts';

const content = { title: '第一堂课', text: '来了十二位老人。', photos: [] };
const photos = list({ min: 0, max: 9, sample: { fileId: 'x', alt: null } });
/** A photo for the project that is open, in the form of the input. */
const picked = async ({ owner, open }: World) => ({
  fileId: (await attachPhoto(owner.client, open.id, await photo())).id,
  alt: '老人们围坐一桌',
});

export default [
  {
    mutation: 'saveUpdateDraft',
    who: ({ owner }) => owner,
    good: async (world) => ({ input: { projectId: world.open.id, ...content, photos: [await picked(world)] } }),
    inputs: {
      input: object(),
      'input.projectId': id(),
      'input.id': id({ optional: true }),
      'input.kind': choice({ optional: true }),
      'input.milestoneId': id({ optional: true }),
      'input.title': text({ max: 80, optional: true, nullable: false }),
      'input.text': text({ max: 5_000, multiline: true, optional: true, nullable: false }),
      'input.photos': photos,
      'input.photos.0.fileId': id(),
      'input.photos.0.alt': text({ max: 200, optional: true }),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'publishUpdate',
    who: ({ owner }) => owner,
    good: async ({ owner, open }) => ({ id: (await updateDraft(owner.client, open.id)).id }),
    inputs: { id: id() },
  },
  {
    mutation: 'correctUpdate',
    who: ({ owner }) => owner,
    good: async (world) => ({
      input: {
        id: (await publishedUpdate(world.owner.client, world.open.id)).id,
        version: 1,
        ...content,
        photos: [await picked(world)],
      },
    }),
    inputs: {
      input: object(),
      'input.id': id(),
      'input.version': wholeNumber({ min: 1, max: 10_000 }),
      'input.title': text({ max: 80 }),
      'input.text': text({ max: 5_000, multiline: true }),
      'input.photos': photos,
      'input.photos.0.fileId': id(),
      'input.photos.0.alt': text({ max: 200, optional: true }),
    },
  },
  {
    mutation: 'discardUpdateDraft',
    who: ({ owner }) => owner,
    good: async ({ owner, open }) => ({ id: (await updateDraft(owner.client, open.id)).id }),
    inputs: { id: id() },
  },
  {
    mutation: 'takeDownUpdate',
    who: ({ reviewer }) => reviewer,
    good: async ({ owner, open }) => ({
      id: (await publishedUpdate(owner.client, open.id)).id,
      cause: 'PERSONAL_DATA',
      reason: '写了受助人的名字',
    }),
    inputs: { id: id(), cause: choice(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'followProject',
    who: ({ stranger }) => stranger,
    good: ({ open }) => ({ projectId: open.id, follows: true }),
    inputs: { projectId: id(), follows: flag() },
  },
] satisfies readonly BadInputRow[];
