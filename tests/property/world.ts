import { deepStrictEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Services } from '@hongchuang/server/context.ts';
import { DomainError, ErrorCode } from '@hongchuang/server/errors.ts';
import { expireDuePledges } from '@hongchuang/server/modules/pledges/index.ts';
import { advanceDueProjects } from '@hongchuang/server/modules/projects/index.ts';
import { contextFor, type TestContext } from '@hongchuang/server/testing';
import { compareAnswers } from './answers.ts';
import { type Books } from './books-model.ts';
import { isGuest, type Answer, type Person } from './books-parts.ts';
import { playDatabaseOf, type PlayDatabase } from './play-database.ts';
import type { PlayedProject, Setup, Shape } from './setups.ts';
import { expectedState, type MoneyState } from './money-state.ts';

/** One step of somebody: what the model expects, and the same call to the services. */
export interface Step {
  /** The kind of step, for the count of tried steps. */
  readonly kind: string;
  readonly says: string;
  /** Applies the step to the model and returns the expected answer. */
  predict(): Answer;
  perform(world: World): Promise<unknown>;
  /** Whether the step also runs everything that time has made due. */
  readonly ticks?: boolean;
  /** The fields that the response contains when the step is done. */
  shows?(): Record<string, unknown>;
}

/**
 * How often each kind of step got each answer, and how often each outcome was reached, over all plays of this worker.
 */
export const seen = new Map<string, number>();

const note = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

// After a play has failed, each further play starts on a restored database. A shrunk play must fail for the same reason
// every time.
let fresh = false;

/** What one play is about: a project, the people around it, and the server. */
export class World {
  readonly giftIds: string[] = [];
  readonly orderIds: string[] = [];
  readonly setup: Setup;
  readonly services: Services;
  private readonly transcript: string[] = [];
  private readonly before: MoneyState;
  private found: MoneyState;
  /** A status that the database may still show, because the step that time made due runs with the next command. */
  private lagging: string | null = null;

  private constructor(
    private readonly database: PlayDatabase,
    readonly project: PlayedProject,
  ) {
    this.setup = database.setup;
    this.services = database.services;
    this.before = this.found = database.states.read(project);
  }

  static async open(shape: Shape): Promise<World> {
    const database = await playDatabaseOf(shape);
    return new World(database, database.nextProject(fresh));
  }

  /** The last receipt number of each year before the play. */
  get series(): Readonly<Record<string, number>> {
    return this.before.series;
  }

  as(person: Person): TestContext {
    return contextFor(this.services, isGuest(person) ? null : this.setup.people.get(person)!);
  }

  setTime(at: number): void {
    this.database.clock.at = at;
  }

  /** Lets a moment pass without a tick. */
  letMomentPass(books: Books): void {
    books.now += 1;
    this.setTime(books.now);
    this.closeFunding(books);
  }

  /** Runs the part of the tick that concerns money, as the running server does every second. */
  async tick(): Promise<void> {
    await expireDuePledges(this.services);
    await advanceDueProjects(this.services);
  }

  /** Takes one step in the model and in the product, and compares the results. */
  async take(step: Step, books: Books): Promise<void> {
    const before = this.database.versionNow();
    const expected = step.predict();
    const { answer, shown } = await this.answerTo(step);
    this.transcript.push(`${step.says} — ${answer}`);
    note(`${step.kind}: ${answer}`);
    if (answer !== expected) this.fail(`The model expects ${expected}.`);
    const changed = this.database.versionNow() !== before;
    if (answer !== 'done' && changed && this.lagging === null)
      this.fail('A step that was refused has written something.');
    if (answer === 'done' && step.shows !== undefined)
      this.equal(pick(shown, step.shows()), step.shows(), 'The answer says something else than the model.');
    this.closeFunding(books);
    this.compare(books, changed);
    if (step.ticks && this.lagging !== null) this.fail('What time made due was not done.');
    if (this.database.faults.length > 0)
      this.fail(`Something went wrong behind the scenes: ${this.database.faults.join('\n')}`);
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

  /** Applies the end of funding to the model, as the product does with its next step or tick. */
  private closeFunding(books: Books): void {
    const { status } = books;
    books.closeFunding();
    if (books.status !== status) this.lagging ??= status;
  }

  private compare(books: Books, changed: boolean): void {
    // Without a commit the database is unchanged, so the last reading is still valid.
    if (changed) this.found = this.database.states.read(this.project);
    if (this.found.status === books.status) this.lagging = null;
    const expected = expectedState(books, this.before);
    this.equal(
      this.found,
      this.lagging === null ? expected : { ...expected, status: this.lagging },
      'The books are not those of the model.',
    );
    const broken = changed ? this.database.brokenAfterStep() : [];
    if (broken.length > 0) this.fail(`Invariants are broken: ${broken.join('; ')}.`);
  }

  /** The last comparison, after all deadlines: through the API, and with the invariants that are code. */
  async finish(books: Books): Promise<void> {
    const end = Math.max(books.now, books.terms.endsAt, ...books.gifts.map(({ lapsesAt }) => lapsesAt));
    await this.take(
      {
        kind: 'end',
        says: 'the last deadline passes',
        ticks: true,
        predict: () => ((books.now = end), books.lapse(), 'done'),
        perform: () => (this.setTime(end), this.tick()),
      },
      books,
    );
    for (const what of whatBecameOf(books)) note(what);
    await compareAnswers(this, books, (found, expected, otherwise) => this.equal(found, expected, otherwise));
    this.equal(await this.database.brokenAfterPlay(), [], 'Invariants are broken.');
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
    const { rule, acceptsOverGoal, budgets } = this.project.terms;
    const lines = this.transcript.map((line, index) => `  ${index + 1}. ${line}`);
    throw new Error(
      [
        `A project with stages of ${budgets.join(' + ')} fen, ${rule}, ${acceptsOverGoal ? 'takes' : 'refuses'} gifts over its goal:`,
        ...lines,
        '',
        why,
      ].join('\n'),
    );
  }
}

/** Returns the fields of `shown` that `like` has, too. */
const pick = (shown: unknown, like: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(like).map((key) => [key, (shown as Record<string, unknown> | null)?.[key]]));

/** Returns the outcomes of a play that are counted. */
function whatBecameOf({ status, endedByTime, gifts, stages, journal, paid, raised, goal, series }: Books): string[] {
  const table: [string, boolean][] = [
    [`ends ${status}`, true],
    ['ends for want of gifts', endedByTime && raised > 0],
    ['raises exactly its goal', raised === goal],
    ['raises more than its goal', raised > goal],
    ['a gift is given back in part', paid.some(({ refunded }) => refunded > 0)],
    ['a gift is given back', gifts.some((gift) => gift.status === 'REFUNDED')],
    ['a payment is confirmed again', gifts.some(({ timesPaid }) => timesPaid > 1)],
    [
      'a stage is paid below its budget',
      stages.some(({ release, budget }) => release?.paid === true && release.amount < budget),
    ],
    [
      'a stage is paid from both banks',
      journal.some(
        ({ kind, lines }) => kind === 'STAGE_RELEASED' && lines.special !== undefined && lines.sandbox !== undefined,
      ),
    ],
    ['a gift pays several stages', gifts.some(({ used }) => used.filter((fen) => fen > 0).length > 1)],
    ['receipts of two years', Object.keys(series).length > 1],
  ];
  return table.flatMap(([what, is]) => (is ? [what] : []));
}
