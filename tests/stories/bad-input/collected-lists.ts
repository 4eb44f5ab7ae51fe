import type { BadInputRow, World } from '../../support/bad-input.ts';
import { choice, day, id, object, text, wholeNumber } from '../../support/bad-values.ts';
import { committedList, correction, draftList, draftRow } from '../../support/collected-lists.ts';

const draft = ({ owner, organization }: World) => draftList(owner.client, organization.id);

export default [
  {
    mutation: 'commitCollectedList',
    who: ({ owner }) => owner,
    good: async (world) => ({ id: await draft(world), version: 0, projectId: world.open.id }),
    inputs: {
      id: id(),
      version: wholeNumber({ min: 0, max: 1_000_000 }),
      projectId: id(),
      campaignId: id({ optional: true }),
    },
  },
  {
    mutation: 'correctCollectedListRow',
    who: ({ owner }) => owner,
    good: async ({ owner, organization }) => correction((await draftRow(owner.client, organization.id)).rowId),
    inputs: {
      input: object(),
      'input.id': id(),
      'input.version': wholeNumber({ min: 0, max: 1_000_000 }),
      'input.name': text({ max: 50 }),
      'input.amount': wholeNumber({ min: 100, max: 1_000_000_000 }),
      'input.category': choice({ optional: true }),
      'input.givenOn': day(),
      'input.note': text({ max: 200, optional: true }),
    },
  },
  {
    mutation: 'leaveOutCollectedListRow',
    who: ({ owner }) => owner,
    good: async ({ owner, organization }) => ({
      id: (await draftRow(owner.client, organization.id)).rowId,
      version: 0,
    }),
    inputs: { id: id(), version: wholeNumber({ min: 0, max: 1_000_000 }) },
  },
  {
    mutation: 'discardCollectedList',
    who: ({ owner }) => owner,
    good: async (world) => ({ id: await draft(world) }),
    inputs: { id: id() },
  },
  {
    mutation: 'withdrawCollectedList',
    who: ({ owner }) => owner,
    good: async ({ owner, organization, open }) => ({
      id: (await committedList(owner.client, organization.id, open.id)).id,
    }),
    inputs: { id: id() },
  },
] satisfies readonly BadInputRow[];
