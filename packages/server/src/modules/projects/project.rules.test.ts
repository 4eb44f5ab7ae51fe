import { describe, expect, it } from 'vitest';
import { FundingRule, IndicatorKind, ProjectAction, ProjectActor, ProjectStatus } from './project.enums.js';
import {
  actionsFor,
  canTake,
  changesBetween,
  comesBack,
  dueStep,
  endsAfterPause,
  isPublicAfter,
  LIMITS,
  readContent,
  readReason,
  reopens,
  statusAfter,
  takesPledges,
  TRANSITIONS,
  type ContentInput,
  type ViewerRelation,
  type Step,
} from './project.rules.js';

const now = new Date('2017-06-08T02:00:00Z');
const later = new Date('2017-07-08T02:00:00Z');
const earlier = new Date('2017-06-07T02:00:00Z');
const STATUSES = Object.values(ProjectStatus);
const STEPS = Object.keys(TRANSITIONS) as Step[];

// Every allowed pair of a status and a step, written by hand from the product's rules and not derived from the code.
const ALLOWED: Record<ProjectStatus, Partial<Record<Step, ProjectStatus>>> = {
  DRAFT: { submit: ProjectStatus.SUBMITTED, cancel: ProjectStatus.CANCELLED },
  SUBMITTED: {
    withdraw: ProjectStatus.DRAFT,
    approve: ProjectStatus.PUBLIC_NOTICE,
    requestChanges: ProjectStatus.CHANGES_REQUESTED,
    reject: ProjectStatus.REJECTED,
    cancel: ProjectStatus.CANCELLED,
  },
  CHANGES_REQUESTED: { submit: ProjectStatus.SUBMITTED, cancel: ProjectStatus.CANCELLED },
  REJECTED: {},
  PUBLIC_NOTICE: {
    openFunding: ProjectStatus.FUNDRAISING,
    upholdObjectionWithChanges: ProjectStatus.CHANGES_REQUESTED,
    upholdObjectionWithRejection: ProjectStatus.REJECTED,
    cancel: ProjectStatus.CANCELLED,
  },
  FUNDRAISING: {
    reachGoal: ProjectStatus.FUNDED,
    closeFunding: ProjectStatus.FUNDED,
    closeBelowGoal: ProjectStatus.CANCELLED,
    closeWithoutGifts: ProjectStatus.CANCELLED,
    cancel: ProjectStatus.CANCELLED,
    stop: ProjectStatus.CANCELLED,
  },
  FUNDED: {
    startExecution: ProjectStatus.EXECUTING,
    reopenFunding: ProjectStatus.FUNDRAISING,
    cancel: ProjectStatus.CANCELLED,
    stop: ProjectStatus.CANCELLED,
  },
  EXECUTING: { complete: ProjectStatus.COMPLETED, cancel: ProjectStatus.CANCELLED, stop: ProjectStatus.CANCELLED },
  COMPLETED: {},
  CANCELLED: { comeBack: ProjectStatus.FUNDED },
};

describe("money that is recorded after a project's end", () => {
  it.each<[string, Partial<{ status: ProjectStatus; fundingRule: FundingRule }>, number, boolean]>([
    ['brings back what reached its goal', { fundingRule: FundingRule.ALL_OR_NOTHING }, 1_000, true],
    [
      'brings nothing back below the goal, where all or nothing holds',
      { fundingRule: FundingRule.ALL_OR_NOTHING },
      999,
      false,
    ],
    ['brings back what keeps whatever came', { fundingRule: FundingRule.KEEP_WHAT_CAME }, 1, true],
    ['brings nothing back without money', { fundingRule: FundingRule.KEEP_WHAT_CAME }, 0, false],
    ['is no matter of a project that has not ended', { status: ProjectStatus.FUNDRAISING }, 1_000, false],
  ])('%s', (_what, changes, raisedFen, back) => {
    expect(
      comesBack(
        { status: ProjectStatus.CANCELLED, fundingRule: FundingRule.KEEP_WHAT_CAME, goalFen: 1_000, ...changes },
        { raisedFen },
      ),
    ).toBe(back);
  });
});

describe('the life of a project', () => {
  const pairs = STATUSES.flatMap((status) => STEPS.map((step) => ({ status, step, to: ALLOWED[status][step] })));

  it.each(pairs)('$status, $step -> $to', ({ status, step, to }) => {
    expect(canTake(step, status)).toBe(to !== undefined);
    if (to !== undefined) expect(statusAfter(step, status)).toBe(to);
    else expect(() => statusAfter(step, status)).toThrow('INVALID_STATE');
  });

  it('can reach every status from a draft', () => {
    const reached = new Set([ProjectStatus.DRAFT]);
    for (const from of reached) for (const to of Object.values(ALLOWED[from])) reached.add(to);
    expect([...reached].sort()).toEqual([...STATUSES].sort());
  });

  it.each(STEPS)('requires a reason for %s as its kind says', (step) => {
    const { reason } = TRANSITIONS[step];
    if (reason === 'required') {
      expect(() => readReason('reason', step, '  ')).toThrow('BAD_USER_INPUT');
      expect(() => readReason('reason', step, null)).toThrow('(reason)');
      expect(() => readReason('reason', step, 'x'.repeat(1001))).toThrow('1000');
    }
    expect(readReason('reason', step, '预算缺少明细')).toBe(reason === 'none' ? null : '预算缺少明细');
    if (reason === 'optional') expect(readReason('reason', step, ' ')).toBeNull();
  });

  it('requires a reason from a person who ends or refuses something', () => {
    const refusing = STEPS.filter(
      (step) =>
        ([ProjectStatus.REJECTED, ProjectStatus.CHANGES_REQUESTED] as ProjectStatus[]).includes(TRANSITIONS[step].to) ||
        step === 'cancel' ||
        step === 'stop',
    );
    expect(refusing.map((step) => TRANSITIONS[step].reason)).toEqual(refusing.map(() => 'required'));
    expect(
      STEPS.filter((step) => TRANSITIONS[step].by === ProjectActor.PLATFORM).every(
        (step) => TRANSITIONS[step].reason === 'none',
      ),
    ).toBe(true);
  });

  it('is public from public notice on, and keeps its visibility when it is cancelled', () => {
    const table = STATUSES.map((status) => [status, isPublicAfter(status, false), isPublicAfter(status, true)]);
    expect(table).toEqual([
      ['DRAFT', false, false],
      ['SUBMITTED', false, false],
      ['CHANGES_REQUESTED', false, false],
      ['REJECTED', false, false],
      ['PUBLIC_NOTICE', true, true],
      ['FUNDRAISING', true, true],
      ['FUNDED', true, true],
      ['EXECUTING', true, true],
      ['COMPLETED', true, true],
      ['CANCELLED', false, true],
    ]);
  });
});

describe('the steps that time makes due', () => {
  const none = { raisedFen: 0, pendingFen: 0 };
  const notice = {
    status: ProjectStatus.PUBLIC_NOTICE,
    noticeEndsAt: now,
    noticePausedAt: null,
    fundingEndsAt: later,
    fundingRule: FundingRule.KEEP_WHAT_CAME,
  };
  const funding = { ...notice, status: ProjectStatus.FUNDRAISING, fundingEndsAt: now };
  const allOrNothing = { ...funding, fundingRule: FundingRule.ALL_OR_NOTHING };

  it.each([
    ['opens funding when the notice is over', notice, none, 'openFunding'],
    ['waits for the end of the notice', { ...notice, noticeEndsAt: later }, none, null],
    ['waits while an objection stands', { ...notice, noticePausedAt: earlier }, none, null],
    ['closes funding with gifts', funding, { raisedFen: 100, pendingFen: 0 }, 'closeFunding'],
    [
      'closes funding with gifts although transfers are under way',
      funding,
      { raisedFen: 100, pendingFen: 100 },
      'closeFunding',
    ],
    ['waits for transfers when nothing is paid yet', funding, { raisedFen: 0, pendingFen: 100 }, null],
    ['cancels what nobody gave to', funding, none, 'closeWithoutGifts'],
    ['cancels what nobody gave to, all or nothing', allOrNothing, none, 'closeWithoutGifts'],
    [
      'cancels what came below the goal where all or nothing holds',
      allOrNothing,
      { raisedFen: 100, pendingFen: 0 },
      'closeBelowGoal',
    ],
    ['waits for transfers that may still reach the goal', allOrNothing, { raisedFen: 100, pendingFen: 100 }, null],
    ['leaves funding open until its end', { ...funding, fundingEndsAt: later }, none, null],
  ])('%s', (_what, project, money, step) => {
    expect(dueStep(project, money, now)).toBe(step);
  });

  it.each(STATUSES.filter((status) => status !== ProjectStatus.PUBLIC_NOTICE && status !== ProjectStatus.FUNDRAISING))(
    'change nothing of %s',
    (status) => {
      expect(
        dueStep(
          {
            status,
            noticeEndsAt: earlier,
            noticePausedAt: null,
            fundingEndsAt: earlier,
            fundingRule: FundingRule.ALL_OR_NOTHING,
          },
          none,
          now,
        ),
      ).toBeNull();
    },
  );

  it.each([
    ['reopens while funding runs', { fundingEndsAt: later }, { raisedFen: 900, pendingFen: 100 }, true],
    ['stays funded at its goal', { fundingEndsAt: later }, { raisedFen: 1_000, pendingFen: 0 }, false],
    ['stays funded after its end with what came', {}, { raisedFen: 900, pendingFen: 100 }, false],
    ['reopens after its end when nothing is left of what came', {}, { raisedFen: 0, pendingFen: 1_000 }, true],
    [
      'reopens after its end where all or nothing holds',
      { fundingRule: FundingRule.ALL_OR_NOTHING },
      { raisedFen: 900, pendingFen: 100 },
      true,
    ],
    [
      'goes on once a stage was reported',
      { status: ProjectStatus.EXECUTING, fundingEndsAt: later },
      { raisedFen: 900, pendingFen: 100 },
      false,
    ],
  ])('%s, when gifts are taken back', (_what, changes, money, expected) => {
    expect(reopens({ ...funding, status: ProjectStatus.FUNDED, goalFen: 1_000, ...changes }, money, now)).toBe(
      expected,
    );
  });

  it('move the ends of notice and funding by the time that the objection was open', () => {
    expect(endsAfterPause({ noticeEndsAt: now, fundingEndsAt: later }, earlier, now)).toEqual({
      noticeEndsAt: new Date('2017-06-09T02:00:00Z'),
      fundingEndsAt: new Date('2017-07-09T02:00:00Z'),
    });
  });

  it.each([
    [ProjectStatus.FUNDRAISING, true, later, true],
    [ProjectStatus.FUNDRAISING, false, later, true],
    [ProjectStatus.FUNDRAISING, true, now, false],
    [ProjectStatus.FUNDED, true, later, true],
    [ProjectStatus.FUNDED, false, later, false],
    [ProjectStatus.FUNDED, true, earlier, false],
    [ProjectStatus.PUBLIC_NOTICE, true, later, false],
    [ProjectStatus.EXECUTING, true, later, false],
    [ProjectStatus.CANCELLED, true, later, false],
  ])('%s, past the goal %s, funding until %s: takes pledges %s', (status, acceptsOverGoal, fundingEndsAt, takes) => {
    expect(takesPledges({ status, acceptsOverGoal, fundingEndsAt }, now)).toBe(takes);
  });
});

describe('the actions of a viewer', () => {
  const stranger: ViewerRelation = { signedIn: true, editor: false, member: false, reviewer: false };
  const roles: Record<string, ViewerRelation> = {
    'signed out': { ...stranger, signedIn: false },
    stranger,
    member: { ...stranger, member: true },
    editor: { ...stranger, member: true, editor: true },
    reviewer: { ...stranger, reviewer: true },
    'reviewer of the own organisation': { ...stranger, member: true, editor: true, reviewer: true },
  };
  const A = ProjectAction;
  const writing = [A.EDIT, A.SUBMIT, A.CANCEL];
  const EXPECTED: Record<ProjectStatus, Record<keyof typeof roles, ProjectAction[]>> = {
    DRAFT: {
      'signed out': [],
      stranger: [],
      member: [],
      editor: writing,
      reviewer: [],
      'reviewer of the own organisation': writing,
    },
    SUBMITTED: {
      'signed out': [],
      stranger: [],
      member: [],
      editor: [A.WITHDRAW, A.CANCEL],
      reviewer: [A.REVIEW],
      'reviewer of the own organisation': [A.WITHDRAW, A.CANCEL],
    },
    CHANGES_REQUESTED: {
      'signed out': [],
      stranger: [],
      member: [],
      editor: writing,
      reviewer: [],
      'reviewer of the own organisation': writing,
    },
    REJECTED: {
      'signed out': [],
      stranger: [],
      member: [],
      editor: [],
      reviewer: [],
      'reviewer of the own organisation': [],
    },
    PUBLIC_NOTICE: {
      'signed out': [],
      stranger: [A.OBJECT],
      member: [A.OBJECT],
      editor: [A.CANCEL, A.OBJECT],
      reviewer: [A.OBJECT],
      'reviewer of the own organisation': [A.CANCEL, A.OBJECT],
    },
    FUNDRAISING: {
      'signed out': [A.PLEDGE],
      stranger: [A.PLEDGE],
      member: [A.PLEDGE],
      editor: [A.CANCEL, A.PLEDGE, A.RECORD_MEASUREMENT],
      reviewer: [A.STOP, A.PLEDGE],
      'reviewer of the own organisation': [A.CANCEL, A.PLEDGE, A.RECORD_MEASUREMENT],
    },
    FUNDED: {
      'signed out': [A.PLEDGE],
      stranger: [A.PLEDGE],
      member: [A.PLEDGE],
      editor: [A.CANCEL, A.PLEDGE, A.RECORD_MEASUREMENT],
      reviewer: [A.STOP, A.PLEDGE],
      'reviewer of the own organisation': [A.CANCEL, A.PLEDGE, A.RECORD_MEASUREMENT],
    },
    EXECUTING: {
      'signed out': [],
      stranger: [],
      member: [],
      editor: [A.CANCEL, A.RECORD_MEASUREMENT],
      reviewer: [A.STOP],
      'reviewer of the own organisation': [A.CANCEL, A.RECORD_MEASUREMENT],
    },
    COMPLETED: {
      'signed out': [],
      stranger: [],
      member: [],
      editor: [A.RECORD_MEASUREMENT],
      reviewer: [],
      'reviewer of the own organisation': [A.RECORD_MEASUREMENT],
    },
    CANCELLED: {
      'signed out': [],
      stranger: [],
      member: [],
      editor: [],
      reviewer: [],
      'reviewer of the own organisation': [],
    },
  };

  it.each(STATUSES.flatMap((status) => Object.keys(roles).map((role) => ({ status, role }))))(
    '$status, $role',
    ({ status, role }) => {
      const project = {
        status,
        noticeEndsAt: null,
        noticePausedAt: null,
        fundingEndsAt: later,
        fundingRule: FundingRule.KEEP_WHAT_CAME,
        acceptsOverGoal: true,
      };
      expect(actionsFor(project, roles[role]!, now)).toEqual(EXPECTED[status][role]);
    },
  );
});

describe('the content of a project', () => {
  const milestone = { title: '收集口述史', amount: 100_000, dueOn: later };
  const indicator = { name: '受益老人', unit: '人', kind: IndicatorKind.PEOPLE_SERVED, target: 300 };
  const good: ContentInput = {
    title: '红色足迹',
    summary: '退休党员口述史',
    story: '# 缘起',
    category: 'Heritage',
    region: '石岐区',
    fundingEndsAt: later,
    milestones: [milestone],
    indicators: [indicator],
  };

  it('is stored with the standard names of places and categories', () => {
    expect(readContent(good, now)).toMatchObject({
      category: '红色传承',
      region: '石岐',
      milestones: [{ position: 1, amountFen: 100_000 }],
    });
    expect(readContent({ category: '别的', region: '珠海' }, now)).toEqual({ category: '别的', region: '珠海' });
  });

  it.each<[string, ContentInput, string]>([
    ['an empty title', { title: ' ' }, 'title'],
    ['a title of one character', { title: '红' }, 'title'],
    ['a title that is too long', { title: '红'.repeat(LIMITS.title.max + 1) }, 'title'],
    ['a summary that is too long', { summary: '红'.repeat(LIMITS.summary.max + 1) }, 'summary'],
    ['a story that is too long', { story: '红'.repeat(LIMITS.story.max + 1) }, 'story'],
    ['no category', { category: '' }, 'category'],
    ['no region', { region: '' }, 'region'],
    ['funding that has ended', { fundingEndsAt: earlier }, 'fundingEndsAt'],
    ['funding that ends now', { fundingEndsAt: now }, 'fundingEndsAt'],
    ['funding that ends in ten years', { fundingEndsAt: new Date('2027-06-08T02:00:00Z') }, 'fundingEndsAt'],
    ['no milestone', { milestones: [] }, 'milestones'],
    ['21 milestones', { milestones: Array.from({ length: 21 }, () => milestone) }, 'milestones'],
    ['a milestone of nothing', { milestones: [milestone, { ...milestone, amount: 0 }] }, 'milestones.1.amount'],
    ['a milestone below zero', { milestones: [{ ...milestone, amount: -100 }] }, 'milestones.0.amount'],
    ['a milestone of 99 fen', { milestones: [{ ...milestone, amount: 99 }] }, 'milestones.0.amount'],
    ['a milestone of 2^53', { milestones: [{ ...milestone, amount: 2 ** 53 }] }, 'milestones.0.amount'],
    ['a milestone due yesterday', { milestones: [{ ...milestone, dueOn: earlier }] }, 'milestones.0.dueOn'],
    ['a milestone without a title', { milestones: [{ ...milestone, title: '' }] }, 'milestones.0.title'],
    ['an indicator with no target', { indicators: [{ ...indicator, target: 0 }] }, 'indicators.0.target'],
    [
      'an indicator with an endless target',
      { indicators: [{ ...indicator, target: Infinity }] },
      'indicators.0.target',
    ],
    ['an indicator without a unit', { indicators: [{ ...indicator, unit: '' }] }, 'indicators.0.unit'],
    ['21 indicators', { indicators: Array.from({ length: 21 }, () => indicator) }, 'indicators'],
  ])('refuses %s', (_what, fault, field) => {
    expect(() => readContent({ ...good, ...fault }, now)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', field }),
    );
  });

  it('is compared field by field', () => {
    expect(
      changesBetween(
        { title: '旧', story: '同', region: '石岐' },
        { title: '新', story: '同', region: '石岐', acceptsOverGoal: 'true' },
      ),
    ).toEqual([
      { field: 'title', before: '旧', after: '新' },
      { field: 'acceptsOverGoal', before: '', after: 'true' },
    ]);
  });
});
