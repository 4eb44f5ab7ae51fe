import { deepStrictEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Services } from '../context.js';
import { DomainError, ErrorCode } from '../errors.js';
import { expireDuePledges } from '../modules/pledges/index.js';
import { advanceDueProjects } from '../modules/projects/index.js';
import { contextFor, type TestContext } from '../testing.js';
import { compareAnswers } from './answers.js';
import { isGuest, type Answer, type Books, type Person } from './books-model.js';
import { groundOf, type Ground } from './ground.js';
import type { Scene, Setup, Shape } from './setups.js';
import { sheetOfModel, type Sheet } from './sheet.js';

/** One thing that somebody does: what the model expects of it, and the same asked of the services. */
export interface Step {
  /** What kind of step, for the count of what was tried. */
  readonly kind: string;
  readonly says: string;
  /** Moves the model on. */
  predict(): Answer;
  perform(world: World): Promise<unknown>;
  /** Whether afterwards nothing is left to do that time has made due. */
  readonly ticks?: boolean;
  /** What the answer says, where it is done. */
  shows?(): Record<string, unknown>;
}

/** How often each kind of step was answered in each way, and what plays came to, by all plays of this worker. */
export const seen = new Map<string, number>();

const note = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

// Once a play has gone wrong, each further one has a database of its own: what is shorter must fail for the same reason, in the same way, every time.
let fresh = false;

/** What one play is about: a project, the people around it, and the server. */
export class World {
  readonly giftIds: string[] = [];
  readonly orderIds: string[] = [];
  readonly setup: Setup;
  readonly services: Services;
  private readonly transcript: string[] = [];
  private readonly before: Sheet;
  private found: Sheet;
  /** A status that the database may still have, because the step that time made due is done with the next one. */
  private lagging: string | null = null;

  private constructor(private readonly ground: Ground, readonly scene: Scene) {
    this.setup = ground.setup;
    this.services = ground.services;
    this.before = this.found = ground.sheets.read(scene);
  }

  static async open(shape: Shape): Promise<World> {
    const ground = await groundOf(shape);
    return new World(ground, ground.nextScene(fresh));
  }

  /** The last number of each year's receipts before the play. */
  get series(): Readonly<Record<string, number>> {
    return this.before.series;
  }

  as(person: Person): TestContext {
    return contextFor(this.services, isGuest(person) ? null : this.setup.people.get(person)!);
  }

  setTime(at: number): void {
    this.ground.clock.at = at;
  }

  /** A moment passes in which nobody looks after what is due. */
  letMomentPass(books: Books): void {
    books.now += 1;
    this.setTime(books.now);
    this.closeFunding(books);
  }

  /** What the running server does every second about money. */
  async tick(): Promise<void> {
    await expireDuePledges(this.services);
    await advanceDueProjects(this.services);
  }

  /** Takes one step in the model and in the product, and compares everything. */
  async take(step: Step, books: Books): Promise<void> {
    const before = this.ground.versionNow();
    const expected = step.predict();
    const { answer, shown } = await this.answerTo(step);
    this.transcript.push(`${step.says} — ${answer}`);
    note(`${step.kind}: ${answer}`);
    if (answer !== expected) this.fail(`The model expects ${expected}.`);
    const changed = this.ground.versionNow() !== before;
    if (answer !== 'done' && changed && this.lagging === null) this.fail('A step that was refused has written something.');
    if (answer === 'done' && step.shows !== undefined) this.equal(pick(shown, step.shows()), step.shows(), 'The answer says something else than the model.');
    this.closeFunding(books);
    this.compare(books, changed);
    if (step.ticks && this.lagging !== null) this.fail('What time made due was not done.');
    if (this.ground.faults.length > 0) this.fail(`Something went wrong behind the scenes: ${this.ground.faults.join('\n')}`);
  }

  private async answerTo(step: Step): Promise<{ answer: Answer; shown?: unknown }> {
    try {
      return { answer: 'done', shown: await step.perform(this) };
    } catch (error) {
      if (error instanceof DomainError && error.code !== ErrorCode.UNAVAILABLE) return { answer: `${error.code}` };
      this.transcript.push(step.says);
      return this.fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  /** Lets time do in the model what the product does with its next step or tick. */
  private closeFunding(books: Books): void {
    const { status } = books;
    books.closeFunding();
    if (books.status !== status) this.lagging ??= status;
  }

  private compare(books: Books, changed: boolean): void {
    // What nobody committed to is as it was when it was last looked at.
    if (changed) this.found = this.ground.sheets.read(this.scene);
    if (this.found.status === books.status) this.lagging = null;
    const expected = sheetOfModel(books, this.before);
    this.equal(this.found, this.lagging === null ? expected : { ...expected, status: this.lagging }, 'The books are not those of the model.');
    const broken = changed ? this.ground.brokenInSql() : [];
    if (broken.length > 0) this.fail(`Invariants are broken: ${broken.join('; ')}.`);
  }

  /** The last comparison, after all deadlines: through what the services answer, and with the invariants that are code. */
  async finish(books: Books): Promise<void> {
    const end = Math.max(books.now, books.terms.endsAt, ...books.gifts.map(({ lapsesAt }) => lapsesAt));
    await this.take({
      kind: 'end',
      says: 'the last deadline passes',
      ticks: true,
      predict: () => ((books.now = end), books.lapse(), 'done'),
      perform: () => (this.setTime(end), this.tick()),
    }, books);
    for (const what of whatBecameOf(books)) note(what);
    await compareAnswers(this, books, (found, expected, otherwise) => this.equal(found, expected, otherwise));
    this.equal(await this.ground.brokenInCode(), [], 'Invariants are broken.');
  }

  private equal(found: unknown, expected: unknown, otherwise: string): void {
    if (isDeepStrictEqual(found, expected)) return;
    try {
      deepStrictEqual(found, expected);
    } catch (error) {
      this.fail(`${otherwise} ${(error as Error).message}`);
    }
  }

  private fail(why: string): never {
    fresh = true;
    const { rule, acceptsOverGoal, budgets } = this.scene.terms;
    const lines = this.transcript.map((line, index) => `  ${index + 1}. ${line}`);
    throw new Error([`A project with stages of ${budgets.join(' + ')} fen, ${rule}, ${acceptsOverGoal ? 'takes' : 'refuses'} gifts over its goal:`, ...lines, '', why].join('\n'));
  }
}

/** Of `shown` what `like` has, too. */
const pick = (shown: unknown, like: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(like).map((key) => [key, (shown as Record<string, unknown> | null)?.[key]]));

/** What is worth knowing that plays come to. */
function whatBecameOf({ status, endedByTime, gifts, stages, journal, paid, raised, goal, series }: Books): string[] {
  const table: [string, boolean][] = [
    [`ends ${status}`, true],
    ['ends for want of gifts', endedByTime && raised > 0],
    ['raises exactly its goal', raised === goal],
    ['raises more than its goal', raised > goal],
    ['a gift is given back in part', paid.some(({ refunded }) => refunded > 0)],
    ['a gift is given back', gifts.some((gift) => gift.status === 'REFUNDED')],
    ['a payment is confirmed again', gifts.some(({ timesPaid }) => timesPaid > 1)],
    ['a stage is paid below its budget', stages.some(({ release, budget }) => release?.paid === true && release.amount < budget)],
    ['a stage is paid from both banks', journal.some(({ kind, lines }) => kind === 'STAGE_RELEASED' && lines.special !== undefined && lines.sandbox !== undefined)],
    ['a gift pays several stages', gifts.some(({ used }) => used.filter((fen) => fen > 0).length > 1)],
    ['receipts of two years', Object.keys(series).length > 1],
  ];
  return table.flatMap(([what, is]) => (is ? [what] : []));
}
