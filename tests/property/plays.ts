import fc from 'fast-check';
import { type Books } from './books-model.ts';
import { isGuest, type Donor, type Gift, type Person, type Stage, type Terms, type Wish } from './books-parts.ts';
import * as steps from './steps.ts';
import type { Step, World } from './world.ts';

const DAY = 86_400_000;

/** Returns a step that somebody might take in the current state of the books, or null when no step fits. */
type Plan = (books: Books) => Step | null;

/**
 * A plan as a command that fast-check can run, skip and shrink. It runs one moment after the step before, or at the
 * same moment.
 */
class Command implements fc.AsyncCommand<Books, World> {
  constructor(
    private readonly plan: Plan,
    private readonly isLater: boolean,
  ) {}

  check(books: Readonly<Books>): boolean {
    return this.plan(books as Books) !== null;
  }

  async run(books: Books, world: World): Promise<void> {
    if (this.isLater) world.letMomentPass(books);
    // After that moment the step may have become impossible.
    const step = this.plan(books);
    if (step !== null) await world.take(step, books);
  }

  toString(): string {
    return 'step';
  }
}

/**
 * A picked number usually selects a likely target. One time in this many it selects among all targets, to check that
 * unlikely ones are refused.
 */
const BOLD = 16;
const which = fc.nat({ max: BOLD * 12 - 1 });
const bold = fc.nat({ max: BOLD - 1 }).map((number) => number === BOLD - 1);

function choose<T>(list: readonly T[], number: number, likely: (one: T) => boolean): T | undefined {
  const some = number % BOLD === BOLD - 1 ? list : list.filter(likely);
  return some[Math.floor(number / BOLD) % some.length];
}

/** Mostly one of `likely`; sometimes another person who might try. */
const someone = <P extends Person>(likely: readonly P[], others: readonly P[]): fc.Arbitrary<P> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const treasurer = someone<Person>(
  ['treasurer', 'second treasurer', 'reviewing treasurer'],
  ['admin', 'reviewer', 'donor', 'implementer'],
);
const decider = someone<Person>(
  ['treasurer', 'second treasurer', 'reviewing treasurer', 'admin'],
  ['reviewer', 'donor', 'implementer'],
);
const implementer = someone<Person>(['implementer'], ['donor', 'reviewer', 'admin']);
const reviewer = someone<Person>(
  ['reviewer', 'reviewer', 'reviewing treasurer'],
  ['implementer', 'treasurer', 'admin'],
);

/** Amounts at which a rule changes its outcome, and some in between. */
const amount = fc.oneof(
  fc.constantFrom(100, 150, 200, 101, 333).map((fen) => () => fen),
  fc
    .constantFrom('room', 'room and one', 'goal', 'rest', 'too little')
    .map((name) => ({ goal, raised, held }: Books) => {
      const room = Math.max(goal - raised - held, 100);
      return { room, 'room and one': room + 1, goal, rest: Math.max(goal - raised, 100), 'too little': 99 }[name]!;
    }),
);

const newKey = (books: Books): string => `key ${books.gifts.length}`;

const gives = fc
  .record({
    donor: fc.constantFrom<Donor>('donor', 'member', 'guest', 'guest without phone'),
    amount,
    payment: fc.constantFrom<Wish['payment']>('SANDBOX', 'BANK_TRANSFER', 'BANK_TRANSFER'),
    forUnit: fc.nat({ max: 15 }),
    bold,
  })
  .map(({ donor, amount: of, payment, forUnit, bold: isBold }): Plan => (books) => {
    const isOpen =
      ['FUNDRAISING', 'FUNDED'].includes(books.status) && books.now <= books.terms.endsAt && books.room > 0;
    // People who do not belong to the unit rarely try to give for it.
    return isOpen || isBold
      ? steps.give(books, {
          donor,
          amount: of(books),
          payment,
          forUnit: donor === 'member' ? forUnit > 7 : forUnit === 15,
          key: newKey(books),
        })
      : null;
  });

/** Uses an idempotency key again, with the same wish or with another one. */
const repeats = fc
  .record({
    which,
    change: fc.constantFrom('nothing', 'nothing', 'the amount', 'the payment', 'the donor', 'the unit'),
  })
  .map(({ which: number, change }): Plan => (books) => {
    const gift = choose(books.gifts, number, () => true);
    if (gift === undefined) return null;
    const { wish } = gift;
    const changed: Record<string, Partial<Wish>> = {
      'the amount': { amount: wish.amount + 1 },
      'the payment': { payment: wish.payment === 'SANDBOX' ? 'BANK_TRANSFER' : 'SANDBOX' },
      // Guests share one set of keys. Each account has its own.
      'the donor': isGuest(wish.donor) ? { donor: wish.donor === 'guest' ? 'guest without phone' : 'guest' } : {},
      'the unit': { forUnit: !wish.forUnit },
    };
    return steps.give(books, { ...wish, ...changed[change] }, `repeats, with ${change} changed,`);
  });

const cancels = fc.record({ which, byOther: fc.nat({ max: 9 }) }).map(({ which: number, byOther }): Plan => (books) => {
  const gift = choose(books.gifts, number, ({ status, wish }) => status === 'PENDING' && !isGuest(wish.donor));
  if (gift === undefined) return null;
  const { donor } = gift.wish;
  return steps.cancelGift(books, gift, byOther < 9 ? donor : donor === 'donor' ? 'member' : 'donor');
});

/** A separate bank reference for each gift. */
const referenceOf = ({ index }: Gift): string => `流水 ${index}`;
const asPromised = (gift: Gift) => ({ accepts: false, reference: referenceOf(gift) });

const endsPromises = fc
  .record({
    which,
    by: someone<Person>(['treasurer', 'reviewer', 'admin'], ['donor', 'implementer']),
    pending: fc.nat({ max: 5 }),
  })
  .map(({ which: number, by, pending }): Plan => (books) => {
    const gift = choose(books.gifts, number, ({ status }) => (status === 'PENDING') === pending > 0);
    return gift === undefined ? null : steps.endPromise(books, gift, by);
  });

const confirms = fc
  .record({
    which,
    by: treasurer,
    accepts: fc.boolean(),
    sameReference: fc.nat({ max: 9 }),
    off: fc.oneof(
      { weight: 8, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constantFrom(1, -1) },
      { weight: 2, arbitrary: fc.integer({ min: -40, max: 60 }) },
    ),
  })
  .map(({ which: number, by, off, accepts, sameReference }): Plan => (books) => {
    const gift = choose(books.gifts, number, ({ status }) => status === 'PENDING');
    const used = sameReference === 0 ? books.gifts.find(({ reference }) => reference !== null)?.reference : undefined;
    return gift === undefined
      ? null
      : steps.confirm(books, gift, gift.amount + off, by, { accepts, reference: used ?? referenceOf(gift) });
  });

/**
 * Confirms with an earlier day, mostly one between the pledge and now. The pledge may have lapsed or the project may
 * have ended since.
 */
const confirmsLate = fc
  .record({
    which,
    by: treasurer,
    part: fc.integer({ min: 0, max: 10 }),
    odd: fc.oneof(
      { weight: 9, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(-1, 20, 45, 80) },
    ),
  })
  .map(({ which: number, by, part, odd }): Plan => (books) => {
    const gift = choose(
      books.gifts,
      number,
      ({ status, wish }) => wish.payment === 'BANK_TRANSFER' && (status === 'PENDING' || status === 'EXPIRED'),
    );
    if (gift === undefined) return null;
    const daysAgo = odd ?? Math.ceil((part * (books.now - gift.madeAt)) / DAY / 10);
    return steps.confirm(books, gift, gift.amount, by, { ...asPromised(gift), daysAgo }, 'confirm late');
  });

/** Repeats a command, mostly by the person who sent it before: a client that did not receive the answer. */
const confirmsAgain = fc
  .record({ which, another: fc.nat(3), by: treasurer })
  .map(({ which: number, another, by }): Plan => (books) => {
    const gift = choose(books.gifts, number, ({ confirmedBy }) => confirmedBy !== null);
    return gift?.confirmedBy == null
      ? null
      : steps.confirm(
          books,
          gift,
          gift.amount,
          another > 0 ? gift.confirmedBy : by,
          { accepts: false, reference: gift.reference ?? referenceOf(gift) },
          'confirm again',
        );
  });

const reports = fc.record({ which, by: implementer }).map(({ which: number, by }): Plan => (books) => {
  const stage = choose(
    books.stages,
    number,
    ({ status }) => ['PLANNED', 'RETURNED'].includes(status) && ['FUNDED', 'EXECUTING'].includes(books.status),
  );
  return stage === undefined ? null : steps.report(books, stage, by);
});

const reviews = fc
  .record({ which, by: reviewer, returns: fc.nat({ max: 5 }) })
  .map(({ which: number, by, returns }): Plan => (books) => {
    const stage = choose(books.stages, number, ({ status }) => status === 'SUBMITTED' && books.status === 'EXECUTING');
    return stage === undefined ? null : steps.review(books, stage, returns < 5, by);
  });

const releases = fc
  .record({ which, by: decider, insists: fc.nat({ max: 3 }) })
  .map(({ which: number, by, insists }): Plan => (books) => {
    const isNext = ({ index }: Stage) =>
      books.stages.every((stage) => stage.index >= index || stage.status === 'RELEASED');
    const stage = choose(books.stages, number, (one) => one.status === 'VERIFIED' && isNext(one));
    if (stage === undefined) return null;
    // Mostly somebody else than the person who prepared it.
    const signer =
      by !== stage.release?.order.preparedBy || insists === 3
        ? by
        : by === 'treasurer'
          ? 'second treasurer'
          : 'treasurer';
    return steps.release(books, stage, signer);
  });

const takenBackPayments = fc.record({ which, by: decider }).map(({ which: number, by }): Plan => (books) => {
  const stage = choose(books.stages, number, ({ release }) => release?.paid === false);
  return stage === undefined ? null : steps.takeBackPayment(books, stage, by);
});

const endings = fc
  .record({ by: someone<Person>(['implementer', 'reviewer'], ['donor', 'treasurer']), bold })
  .map(({ by, bold: isBold }): Plan => (books) => {
    // Ending the project early is rare, because otherwise most plays would be over at once.
    const isRipe = books.paid.length > 1 && !['CANCELLED', 'COMPLETED'].includes(books.status);
    return isRipe || isBold ? steps.endProject(books, by) : null;
  });

const refunds = fc
  .record({
    by: treasurer,
    some: fc.option(fc.array(which, { minLength: 1, maxLength: 3 })),
    other: fc.nat({ max: 9 }),
    bold,
  })
  .map(({ by, some, other, bold: isBold }): Plan => (books) => {
    const isDue = (gift: Gift) => books.dueOf(gift) > 0 && !books.isPrepared(gift);
    if (!isBold && (books.status !== 'CANCELLED' || !books.gifts.some(isDue))) return null;
    // A gift that is named twice counts once.
    const named = new Set(
      some?.map((number) => choose(books.gifts, number, isDue)).filter((gift) => gift !== undefined),
    );
    return steps.refund(books, named.size === 0 ? null : [...named, ...(other === 9 ? [null] : [])], by);
  });

const reversals = fc.record({ which, by: treasurer }).map(({ which: number, by }): Plan => (books) => {
  const gift = choose(
    books.gifts,
    number,
    ({ status, wish, used }) => status === 'PAID' && wish.payment === 'BANK_TRANSFER' && used.every((fen) => fen === 0),
  );
  return gift === undefined ? null : steps.reverse(books, gift, by);
});

const decisions = fc
  .record({ which, by: decider, withdraws: fc.nat({ max: 4 }) })
  .map(({ which: number, by, withdraws }): Plan => (books) => {
    const order = choose(books.orders, number, ({ status }) => status === 'PREPARED');
    return order === undefined ? null : steps.decide(books, order, withdraws < 4, by);
  });

/** The start, in Shanghai, of the year in which funding ends. */
const newYear = ({ endsAt }: Terms): number => Date.parse(`${new Date(endsAt).getUTCFullYear()}-01-01T00:00:00+08:00`);

/** Future moments at which time has an effect. */
const deadlines = ({ now, terms, gifts }: Books): number[] =>
  [
    terms.endsAt,
    newYear(terms),
    ...gifts
      .filter(({ status }) => status === 'PENDING')
      .flatMap(({ lapsesAt, keptUntil }) => [lapsesAt, keptUntil ?? lapsesAt]),
  ]
    .filter((moment) => moment > now)
    .sort((a, b) => a - b);

const waits = fc
  .record({
    until: fc.constantFrom('some days', 'the next deadline', 'just before the next deadline', 'the last deadline'),
    tick: fc.nat({ max: 2 }),
  })
  .map(({ until, tick }): Plan => (books) => {
    const [next, last] = [deadlines(books)[0], deadlines(books).at(-1)];
    const to = {
      'some days': books.now + 5 * DAY,
      'the next deadline': next,
      'just before the next deadline': next && next - 1,
      'the last deadline': last,
    }[until];
    return to === undefined || to <= books.now ? null : steps.wait(books, to, until, tick < 2);
  });

/**
 * Weights of the plans. Plans that need a long history have a larger weight, since most of their tries find nothing to
 * do.
 */
const TRIES: [weight: number, plans: fc.Arbitrary<Plan>][] = [
  [4, gives],
  [1, repeats],
  [1, cancels],
  [1, endsPromises],
  [5, confirms],
  [3, confirmsLate],
  [1, confirmsAgain],
  [5, reports],
  [6, reviews],
  [7, releases],
  [1, takenBackPayments],
  [2, endings],
  [5, refunds],
  [1, reversals],
  [6, decisions],
  [1, waits],
];

/** The maximum number of tries in a play. About a third of them find something to do. */
const LENGTH = 60;

/** The tries of a play after its opening. */
export const plays = (replayPath: string | undefined): fc.Arbitrary<Iterable<fc.AsyncCommand<Books, World, false>>> => {
  const commands = TRIES.flatMap(([weight, plans]) => {
    const command = fc
      .record({ plan: plans, isLater: fc.boolean() })
      .map(({ plan, isLater }) => new Command(plan, isLater));
    return Array<typeof command>(weight).fill(command);
  });
  return fc.commands(commands, { maxCommands: LENGTH, size: 'max', ...(replayPath !== undefined && { replayPath }) });
};

const give = (books: Books, wish: Pick<Wish, 'donor' | 'amount' | 'payment'>): Step =>
  steps.give(books, { ...wish, forUnit: wish.donor === 'member', key: newKey(books) });

const REACH_GOAL: Plan[] = [
  (books) => give(books, { donor: 'donor', amount: 120, payment: 'SANDBOX' }),
  (books) => give(books, { donor: 'member', amount: books.goal - 120, payment: 'BANK_TRANSFER' }),
  (books) => steps.confirm(books, books.gifts[1]!, books.goal - 120, 'treasurer', asPromised(books.gifts[1]!)),
];
const VERIFY_FIRST: Plan[] = [
  (books) => steps.report(books, books.stages[0]!, 'implementer'),
  (books) => steps.review(books, books.stages[0]!, true, 'reviewer'),
];
const PAY_FIRST: Plan[] = [
  (books) => steps.release(books, books.stages[0]!, 'treasurer'),
  (books) => (books.stages[0]!.status === 'VERIFIED' ? steps.release(books, books.stages[0]!, 'admin') : null),
];
const CLOSE_BELOW_GOAL: Plan[] = [
  (books) => give(books, { donor: 'member', amount: 101, payment: 'BANK_TRANSFER' }),
  (books) => steps.confirm(books, books.gifts[0]!, 101, 'second treasurer', asPromised(books.gifts[0]!)),
  (books) => give(books, { donor: 'guest', amount: 110, payment: 'SANDBOX' }),
  (books) => steps.wait(books, books.terms.endsAt, 'the last deadline', true),
];

/** A promise that reserves no place, and a gift that takes this place. */
const COME_TOO_LATE: Plan[] = [
  (books) => give(books, { donor: 'guest', amount: 100, payment: 'BANK_TRANSFER' }),
  (books) => give(books, { donor: 'donor', amount: books.goal, payment: 'SANDBOX' }),
  (books) => steps.confirm(books, books.gifts[0]!, 100, 'treasurer', asPromised(books.gifts[0]!)),
];

/** The first steps of a play. Some plays start empty. Others start in states that random tries seldom reach. */
export const openings: fc.Arbitrary<readonly fc.AsyncCommand<Books, World>[]> = fc
  .constantFrom(
    [],
    [],
    [],
    REACH_GOAL,
    [...REACH_GOAL, ...VERIFY_FIRST],
    [...REACH_GOAL, ...VERIFY_FIRST, ...PAY_FIRST],
    CLOSE_BELOW_GOAL,
    COME_TOO_LATE,
  )
  .map((plans) => plans.map((plan) => new Command(plan, true)));
