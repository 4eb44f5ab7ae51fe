import { clientKey, type BadInputRow, type World } from '../../support/bad-input.ts';
import { choice, future, id, ids, object, text, wholeNumber } from '../../support/bad-values.ts';
import { campaignInput, proposedCampaign, publishedCampaign } from '../../support/campaigns.ts';

const proposed = ({ app, owner, organization, open }: World) =>
  proposedCampaign(app, owner, organization.id, [open.id]);

const content = {
  input: object(),
  'input.kind': choice(),
  'input.title': text({ max: 60 }),
  'input.theme': text({ max: 200 }),
  'input.rules': text({ max: 5_000, multiline: true }),
  'input.opensAt': future({ years: 2 }),
  'input.closesAt': future({ years: 2 }),
  'input.projectIds': ids({ min: 1, max: 50 }),
};

export default [
  {
    mutation: 'createCampaign',
    who: ({ owner }) => owner,
    good: ({ app, organization, open }) => ({ organizerId: organization.id, input: campaignInput(app, [open.id]) }),
    inputs: { organizerId: id(), ...content, idempotencyKey: clientKey },
  },
  {
    mutation: 'updateCampaign',
    who: ({ owner }) => owner,
    good: async (world) => ({ id: await proposed(world), input: campaignInput(world.app, [world.open.id]) }),
    inputs: { id: id(), ...content },
  },
  {
    mutation: 'publishCampaign',
    who: ({ reviewer }) => reviewer,
    good: async (world) => ({ id: await proposed(world), version: 0 }),
    inputs: { id: id(), version: wholeNumber({ min: 0, max: 1_000_000 }) },
  },
  {
    mutation: 'returnCampaign',
    who: ({ reviewer }) => reviewer,
    good: async (world) => ({ id: await proposed(world), reason: '请补充规则' }),
    inputs: { id: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'endCampaign',
    who: ({ reviewer }) => reviewer,
    good: async ({ app, owner, reviewer, organization, open }) => ({
      id: await publishedCampaign(app, owner, reviewer, organization.id, [open.id]),
      reason: '目标已经达到',
    }),
    inputs: { id: id(), reason: text({ max: 500, multiline: true }) },
  },
] satisfies readonly BadInputRow[];
