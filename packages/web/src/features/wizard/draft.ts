import type {
  CreateProjectInput,
  FundingRule,
  IndicatorKind,
  ProjectDraftFragment,
  UpdateProjectInput,
} from '@hongchuang/schema';
import { endOfShanghaiDay, lastDayOf } from '../../lib/dates';
import { fenToInput, parseYuan } from '../../lib/money';

/**
 * A project in the form in which it is written: JSON, with amounts and days as typed text and with half-finished rows.
 * Fields have the names of the API's inputs, so that a refusal can be shown at its field.
 */
export interface DraftValues {
  title: string;
  summary: string;
  category?: string;
  region?: string;
  story: string;
  cover: CoverValue | null;
  milestones: MilestoneRow[];
  indicators: IndicatorRow[];
  giftExamples: GiftExampleRow[];
  fundingEndsAt: string;
  acceptsOverGoal: boolean;
  fundingRule: FundingRule;
}
export interface CoverValue {
  /** Known for pictures that were uploaded here. A picture that came with the project has no id and needs none. */
  id?: string;
  url: string;
  width: number;
  height: number;
  alt: string;
}
export interface MilestoneRow {
  title?: string;
  amount?: string;
  dueOn?: string;
}
export interface IndicatorRow {
  name?: string;
  unit?: string;
  kind?: IndicatorKind;
  target?: string;
}

export interface GiftExampleRow {
  amount?: string;
  does?: string;
}
type Row = MilestoneRow | IndicatorRow | GiftExampleRow;

export const FIELDS = [
  'title',
  'summary',
  'category',
  'region',
  'story',
  'cover',
  'milestones',
  'indicators',
  'giftExamples',
  'fundingEndsAt',
  'acceptsOverGoal',
  'fundingRule',
] as const;
export type DraftField = (typeof FIELDS)[number];

export const STEPS = ['basics', 'story', 'cover', 'milestones', 'indicators', 'funding', 'check'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_OF: Record<DraftField, Step> = {
  title: 'basics',
  summary: 'basics',
  category: 'basics',
  region: 'basics',
  story: 'story',
  cover: 'cover',
  milestones: 'milestones',
  indicators: 'indicators',
  giftExamples: 'funding',
  fundingEndsAt: 'funding',
  acceptsOverGoal: 'funding',
  fundingRule: 'funding',
};

/** The server's limits, so that people see them while they write. */
export const LIMITS = {
  title: { min: 2, max: 60 },
  summary: 200,
  story: 20_000,
  milestones: 20,
  milestoneFen: { min: 100, max: 1_000_000_000_000 },
  indicators: 20,
  indicatorName: 40,
  indicatorUnit: 10,
  target: 1_000_000_000,
  giftExamples: { min: 2, max: 4 },
  does: 60,
  fundingDays: 3 * 366,
  milestoneDays: 10 * 366,
  alt: 200,
} as const;

export function emptyDraft(): DraftValues {
  return {
    title: '',
    summary: '',
    story: '',
    cover: null,
    milestones: [{}],
    indicators: [{}],
    giftExamples: [{}, {}],
    fundingEndsAt: '',
    acceptsOverGoal: true,
    fundingRule: 'KEEP_WHAT_CAME',
  };
}

export function valuesOf(project: ProjectDraftFragment): DraftValues {
  return {
    title: project.title,
    summary: project.summary,
    category: project.category,
    region: project.region,
    story: project.story,
    cover: project.cover && {
      url: project.cover.url,
      width: project.cover.width,
      height: project.cover.height,
      alt: project.cover.alt,
    },
    milestones: project.milestones.map(({ title, amount, dueOn }) => ({
      title,
      amount: fenToInput(amount),
      dueOn: lastDayOf(dueOn),
    })),
    indicators: project.indicators.map(({ name, unit, kind, target }) => ({
      name,
      unit,
      kind,
      target: String(target),
    })),
    giftExamples:
      project.giftExamples.length > 0
        ? project.giftExamples.map(({ amount, does }) => ({ amount: fenToInput(amount), does }))
        : emptyDraft().giftExamples,
    fundingEndsAt: project.fundingEndsAt ? lastDayOf(project.fundingEndsAt) : '',
    acceptsOverGoal: project.acceptsOverGoal,
    fundingRule: project.fundingRule,
  };
}

/** A place where something is missing or wrong. `key` is a string of locales/…/wizard.ts under `problem`. */
export interface Problem {
  field: DraftField;
  path: (string | number)[];
  key:
    | 'missing'
    | 'choose'
    | 'tooShort'
    | 'tooLong'
    | 'none'
    | 'tooMany'
    | 'tooFew'
    | 'twice'
    | 'amount'
    | 'amountRange'
    | 'date'
    | 'past'
    | 'tooFar'
    | 'number';
  limit?: number;
}

const plain = (text: string | undefined) => (text ?? '').normalize('NFC').replace(/\r\n?/g, '\n').trim();
const count = (text: string) => [...text].length;

function textProblem(
  text: string | undefined,
  limits: { min?: number; max: number },
): Pick<Problem, 'key' | 'limit'> | undefined {
  const length = count(plain(text));
  if (length === 0) return { key: 'missing' };
  if (limits.min && length < limits.min) return { key: 'tooShort', limit: limits.min };
  return length > limits.max ? { key: 'tooLong', limit: limits.max } : undefined;
}

function dayProblem(day: string | undefined, days: number, now: Date): Pick<Problem, 'key' | 'limit'> | undefined {
  if (!day) return { key: 'missing' };
  const end = endOfShanghaiDay(day);
  if (!end) return { key: 'date' };
  const ahead = new Date(end).getTime() - now.getTime();
  if (ahead <= 0) return { key: 'past' };
  return ahead > days * 86_400_000 ? { key: 'tooFar', limit: Math.floor(days / 366) } : undefined;
}

function amountProblem(amount: string | undefined): Pick<Problem, 'key' | 'limit'> | undefined {
  if (!plain(amount)) return { key: 'missing' };
  const fen = parseYuan(amount ?? '');
  if (fen === undefined) return { key: 'amount' };
  return fen < LIMITS.milestoneFen.min || fen > LIMITS.milestoneFen.max ? { key: 'amountRange' } : undefined;
}

/** Parses a typed number; full-width digits and thousands commas are accepted. */
export function parseTarget(text: string | undefined): number | undefined {
  const digits = (text ?? '').normalize('NFKC').replace(/[\s,]/g, '');
  if (!/^\d{1,10}(\.\d{1,4})?$/.test(digits)) return undefined;
  const value = Number(digits);
  return value > 0 && value <= LIMITS.target ? value : undefined;
}

export const isEmptyRow = (row: Row | undefined): boolean =>
  !row || Object.entries(row).every(([name, value]) => name === 'kind' || plain(value) === '');

/**
 * Returns everything that prevents the submission of the draft, in the order of the steps. Completely empty rows are no
 * mistakes while another row is filled, because they are not sent.
 */
export function problemsOf(values: DraftValues, now: Date = new Date()): Problem[] {
  const problems: Problem[] = [];
  const note = (field: DraftField, path: (string | number)[], problem: Pick<Problem, 'key' | 'limit'> | undefined) => {
    if (problem) problems.push({ field, path, ...problem });
  };
  note('title', ['title'], textProblem(values.title, LIMITS.title));
  note('summary', ['summary'], textProblem(values.summary, { max: LIMITS.summary }));
  note('category', ['category'], values.category ? undefined : { key: 'choose' });
  note('region', ['region'], values.region ? undefined : { key: 'choose' });
  // An outline does not count as a story.
  const written =
    plain(values.story)
      .replace(/^#{1,6} .*$/gm, '')
      .trim() !== '';
  note('story', ['story'], written ? textProblem(values.story, { max: LIMITS.story }) : { key: 'missing' });

  const rows = <T extends Row>(
    field: 'milestones' | 'indicators' | 'giftExamples',
    list: readonly T[],
    limits: { optional?: boolean; min: number; max: number },
    check: (row: T, at: (name: string) => (string | number)[]) => void,
  ) => {
    const filled = list.filter((row) => !isEmptyRow(row)).length;
    if (filled === 0 && !limits.optional) note(field, [field], { key: 'none' });
    if (filled > 0 && filled < limits.min) note(field, [field], { key: 'tooFew', limit: limits.min });
    if (filled > limits.max) note(field, [field], { key: 'tooMany', limit: limits.max });
    list.forEach((row, index) => {
      if (!isEmptyRow(row)) check(row, (name) => [field, index, name]);
    });
  };
  rows('milestones', values.milestones, { min: 1, max: LIMITS.milestones }, (row, at) => {
    note('milestones', at('title'), textProblem(row.title, LIMITS.title));
    note('milestones', at('amount'), amountProblem(row.amount));
    note('milestones', at('dueOn'), dayProblem(row.dueOn, LIMITS.milestoneDays, now));
  });
  rows('indicators', values.indicators, { min: 1, max: LIMITS.indicators }, (row, at) => {
    note('indicators', at('name'), textProblem(row.name, { max: LIMITS.indicatorName }));
    note('indicators', at('kind'), row.kind ? undefined : { key: 'choose' });
    note(
      'indicators',
      at('target'),
      plain(row.target) === ''
        ? { key: 'missing' }
        : parseTarget(row.target) === undefined
          ? { key: 'number' }
          : undefined,
    );
    note('indicators', at('unit'), textProblem(row.unit, { max: LIMITS.indicatorUnit }));
  });
  const before = new Set<number>();
  rows('giftExamples', values.giftExamples, { optional: true, ...LIMITS.giftExamples }, (row, at) => {
    const fen = parseYuan(row.amount ?? '');
    const twice = fen !== undefined && before.has(fen);
    if (fen !== undefined) before.add(fen);
    note('giftExamples', at('amount'), twice ? { key: 'twice' } : amountProblem(row.amount));
    note('giftExamples', at('does'), textProblem(row.does, { max: LIMITS.does }));
  });
  note('fundingEndsAt', ['fundingEndsAt'], dayProblem(values.fundingEndsAt, LIMITS.fundingDays, now));
  return problems;
}

/** Returns the goal: the sum of the amounts of the stages. Invalid amounts count as nothing. */
export const goalOf = (values: Pick<DraftValues, 'milestones'>): number =>
  values.milestones.reduce((sum, row) => sum + (parseYuan(row?.amount ?? '') ?? 0), 0);

const lastSecond = (day: string | undefined) => endOfShanghaiDay(day ?? '') ?? '';

/** Converts one field to its input. Only for fields without a problem. */
const INPUT: { [F in DraftField]: (values: DraftValues) => UpdateProjectInput } = {
  title: (v) => ({ title: plain(v.title) }),
  summary: (v) => ({ summary: plain(v.summary) }),
  category: (v) => ({ category: v.category }),
  region: (v) => ({ region: v.region }),
  story: (v) => ({ story: plain(v.story) }),
  cover: (v) => ({ coverId: v.cover?.id ?? null }),
  milestones: (v) => ({
    milestones: v.milestones
      .filter((row) => !isEmptyRow(row))
      .map((row) => ({
        title: plain(row.title),
        amount: parseYuan(row.amount ?? '') ?? 0,
        dueOn: lastSecond(row.dueOn),
      })),
  }),
  indicators: (v) => ({
    indicators: v.indicators
      .filter((row) => !isEmptyRow(row))
      .map((row) => ({
        name: plain(row.name),
        unit: plain(row.unit),
        kind: row.kind ?? 'CUSTOM',
        target: parseTarget(row.target) ?? 0,
      })),
  }),
  giftExamples: (v) => ({
    giftExamples: v.giftExamples
      .filter((row) => !isEmptyRow(row))
      .map((row) => ({ amount: parseYuan(row.amount ?? '') ?? 0, does: plain(row.does) })),
  }),
  fundingEndsAt: (v) => ({ fundingEndsAt: lastSecond(v.fundingEndsAt) }),
  acceptsOverGoal: (v) => ({ acceptsOverGoal: v.acceptsOverGoal }),
  fundingRule: (v) => ({ fundingRule: v.fundingRule }),
};

/**
 * Returns a field as text, for comparison. Two values have equal text when they differ only in what does not matter,
 * such as surrounding blanks, or 1,000 and 1000.
 */
export function fieldText(values: DraftValues, field: DraftField): string {
  switch (field) {
    case 'cover':
      return values.cover?.url ?? '';
    case 'milestones':
      return JSON.stringify(
        values.milestones
          .filter((row) => !isEmptyRow(row))
          .map((row) => [plain(row.title), parseYuan(row.amount ?? '') ?? plain(row.amount), row.dueOn ?? '']),
      );
    case 'indicators':
      return JSON.stringify(
        values.indicators
          .filter((row) => !isEmptyRow(row))
          .map((row) => [
            plain(row.name),
            plain(row.unit),
            row.kind ?? '',
            parseTarget(row.target) ?? plain(row.target),
          ]),
      );
    case 'giftExamples':
      // The server keeps them in the order of their amounts.
      return JSON.stringify(
        values.giftExamples
          .filter((row) => !isEmptyRow(row))
          .map((row) => [parseYuan(row.amount ?? '') ?? plain(row.amount), plain(row.does)])
          .sort(([a], [b]) => Number(a) - Number(b)),
      );
    case 'acceptsOverGoal':
      return String(values.acceptsOverGoal);
    default:
      return plain(values[field]);
  }
}

export const changedFields = (before: DraftValues, after: DraftValues): DraftField[] =>
  FIELDS.filter((field) => fieldText(before, field) !== fieldText(after, field));

/** Returns the input for a new project, once all required values are there. */
export function createInput(
  organizationId: string,
  values: DraftValues,
  now: Date = new Date(),
): CreateProjectInput | undefined {
  if (problemsOf(values, now).length > 0) return undefined;
  return {
    organizationId,
    ...FIELDS.reduce((input, field) => ({ ...input, ...INPUT[field](values) }), {}),
  } as CreateProjectInput;
}

export interface PlannedSave {
  input: UpdateProjectInput;
  /** The fields in `input`. */
  sent: DraftField[];
  /** Changed fields that cannot be sent yet, because a part of them is unfinished or was refused. */
  held: DraftField[];
}

/** Returns what can be sent, so that the server has all of it. `refused` holds texts that the server refused. */
export function planSave(
  base: DraftValues,
  values: DraftValues,
  refused: ReadonlyMap<DraftField, string> = new Map(),
  now: Date = new Date(),
): PlannedSave {
  const wrong = new Set(problemsOf(values, now).map(({ field }) => field));
  const changed = changedFields(base, values);
  const held = changed.filter((field) => wrong.has(field) || refused.get(field) === fieldText(values, field));
  const sent = changed.filter((field) => !held.includes(field));
  return {
    input: sent.reduce<UpdateProjectInput>((input, field) => ({ ...input, ...INPUT[field](values) }), {}),
    sent,
    held,
  };
}

export interface Merged {
  values: DraftValues;
  /** Fields that were taken from the other copy. */
  taken: DraftField[];
  /** Fields that both sides changed differently. `values` holds those of this device until the person decides. */
  conflicts: DraftField[];
}

/** Merges what was typed here with what was saved elsewhere; both sides changed since `base`. */
export function mergeDrafts(base: DraftValues, mine: DraftValues, theirs: DraftValues): Merged {
  const taken: DraftField[] = [];
  const conflicts: DraftField[] = [];
  for (const field of FIELDS) {
    const [before, here, there] = [fieldText(base, field), fieldText(mine, field), fieldText(theirs, field)];
    if (there === before || there === here) continue;
    (here === before ? taken : conflicts).push(field);
  }
  return { values: withFields(mine, theirs, taken), taken, conflicts };
}

export function withFields(values: DraftValues, from: DraftValues, fields: readonly DraftField[]): DraftValues {
  return fields.reduce((result, field) => ({ ...result, [field]: from[field] }), values);
}
