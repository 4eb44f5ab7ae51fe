import { clientKey, type BadInputRow } from '../../support/bad-input.ts';
import {
  choice,
  flag,
  future,
  id,
  list,
  object,
  quantity,
  text,
  wholeNumber,
  type Kind,
} from '../../support/bad-values.ts';
import { projectInput } from '../../support/city.ts';
import { STORY_BEGINS } from '../../support/clock.ts';

const projectInputs = (optional: boolean): Record<string, Kind> => ({
  'input.title': text({ min: 2, max: 60, nullable: optional }),
  'input.summary': text({ max: 200, nullable: optional }),
  'input.story': text({ max: 20_000, multiline: true, nullable: optional }),
  'input.category': text({ max: 20, nullable: optional }),
  'input.region': text({ max: 20, nullable: optional }),
  'input.fundingEndsAt': future({ years: 3, optional }),
  'input.milestones': list({
    min: 1,
    max: 20,
    optional,
    sample: { title: '阶段', amount: 100, dueOn: new Date(STORY_BEGINS.getTime() + 9e8).toISOString() },
  }),
  'input.milestones.1.title': text({ min: 2, max: 60 }),
  'input.milestones.1.amount': wholeNumber({ min: 100, max: 1_000_000_000_000 }),
  'input.milestones.0.dueOn': future({ years: 10 }),
  'input.milestones.0': object(),
  'input.indicators': list({
    min: 0,
    max: 20,
    optional,
    sample: { name: '人次', unit: '人', kind: 'CUSTOM', target: 1 },
  }),
  'input.indicators.0.name': text({ max: 40 }),
  'input.indicators.0.unit': text({ max: 10 }),
  'input.indicators.0.kind': choice(),
  'input.indicators.0.target': quantity({ max: 1_000_000_000 }),
  'input.giftExamples': list({ min: 0, max: 4, optional: true, sample: { amount: 100, does: '一份午餐' } }),
  'input.giftExamples.0': object(),
  'input.giftExamples.1.amount': wholeNumber({ min: 100, max: 1_000_000_000_000 }),
  'input.giftExamples.0.does': text({ max: 60 }),
  'input.acceptsOverGoal': flag({ optional: true }),
  'input.fundingRule': choice({ optional: true }),
  'input.coverId': id({ optional: true }),
});

export default [
  {
    mutation: 'createProject',
    who: ({ owner }) => owner,
    good: (world) => ({ input: projectInput(world.app, world.organization.id) }),
    inputs: {
      input: object(),
      'input.organizationId': id(),
      ...projectInputs(false),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'updateProject',
    who: ({ owner }) => owner,
    good: (world) => ({
      id: world.draft.id,
      input: { ...projectInput(world.app, world.organization.id), organizationId: undefined },
    }),
    inputs: { id: id(), input: object(), ...projectInputs(true) },
  },
  {
    mutation: 'submitProject',
    who: ({ owner }) => owner,
    good: ({ draft }) => ({ id: draft.id }),
    inputs: { id: id() },
  },
  {
    mutation: 'withdrawProject',
    who: ({ owner }) => owner,
    good: ({ draft }) => ({ id: draft.id }),
    inputs: { id: id() },
  },
  {
    mutation: 'reviewProject',
    who: ({ reviewer }) => reviewer,
    good: ({ submitted }) => ({ input: { projectId: submitted.id, decision: 'REQUEST_CHANGES', comment: '请补充' } }),
    inputs: {
      input: object(),
      'input.projectId': id(),
      'input.decision': choice(),
      'input.comment': text({ max: 1_000, multiline: true }),
    },
  },
  {
    mutation: 'reviewProject',
    as: 'with consent',
    who: ({ reviewer }) => reviewer,
    good: ({ foreignDraft }) => ({ input: { projectId: foreignDraft.id, decision: 'APPROVE', comment: '好' } }),
    inputs: { 'input.comment': text({ max: 1_000, multiline: true, optional: true }) },
  },
  {
    mutation: 'raiseObjection',
    who: ({ stranger }) => stranger,
    good: ({ notice }) => ({ projectId: notice.id, text: '有异议' }),
    inputs: { projectId: id(), text: text({ max: 1_000, multiline: true }), idempotencyKey: clientKey },
  },
  {
    mutation: 'answerObjection',
    who: ({ reviewer }) => reviewer,
    good: ({ objection }) => ({ input: { objectionId: objection.id, answer: '已核实', outcome: 'DISMISSED' } }),
    inputs: {
      input: object(),
      'input.objectionId': id(),
      'input.answer': text({ max: 1_000, multiline: true }),
      'input.outcome': choice(),
    },
  },
] satisfies readonly BadInputRow[];
