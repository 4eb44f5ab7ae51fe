import { clientKey, type BadInputRow, type World } from '../../support/bad-input.ts';
import { choice, future, id, ids, list, object, text, wholeNumber } from '../../support/bad-values.ts';
import { campaignInput, proposedCampaign, publishedCampaign } from '../../support/campaigns.ts';

const proposed = ({ app, owner, organization, open }: World) =>
  proposedCampaign(app, owner, organization.id, [open.id]);

const YEAR = { year: 2_016, raised: 100_000_000, giftCount: 20_000, source: '本单位历年台账' };
/** Two earlier years, of which a row can spoil one. */
const earlierYears = [YEAR, { ...YEAR, year: 2_017 }];

const content = {
  input: object(),
  'input.kind': choice(),
  'input.title': text({ max: 60 }),
  'input.theme': text({ max: 200 }),
  'input.rules': text({ max: 5_000, multiline: true }),
  'input.opensAt': future({ years: 2 }),
  'input.closesAt': future({ years: 2 }),
  'input.projectIds': ids({ min: 1, max: 50 }),
  'input.earlierYears': list({ min: 0, max: 30, optional: true, sample: YEAR }),
  'input.earlierYears.0': object(),
  'input.earlierYears.0.year': wholeNumber({ min: 1_949, max: 2_026 }),
  'input.earlierYears.1.raised': wholeNumber({ min: 0, max: 10_000_000_000_000 }),
  'input.earlierYears.0.giftCount': wholeNumber({ min: 0, max: 1_000_000_000 }),
  'input.earlierYears.0.source': text({ max: 200 }),
};

export default [
  {
    mutation: 'createCampaign',
    who: ({ owner }) => owner,
    good: ({ app, organization, open }) => ({
      organizerId: organization.id,
      input: campaignInput(app, [open.id], { earlierYears }),
    }),
    inputs: { organizerId: id(), ...content, idempotencyKey: clientKey },
  },
  {
    mutation: 'updateCampaign',
    who: ({ owner }) => owner,
    good: async (world) => ({
      id: await proposed(world),
      input: campaignInput(world.app, [world.open.id], { earlierYears }),
    }),
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
