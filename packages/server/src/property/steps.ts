import fc from 'fast-check';
import { releaseMilestone, reviewMilestone, submitMilestone } from '../modules/milestones/index.js';
import { cancelPledge, confirmPayment, makePledge, PaymentMethod } from '../modules/pledges/index.js';
import { approveRefund, cancelProject, prepareRefund, prepareReversal, stopProject, withdrawRefund } from '../modules/refunds/index.js';
import { isGuest, type Books, type Donor, type Gift, type Order, type Person, type Stage, type Terms, type Wish } from './books-model.js';
import type { Step, World } from './world.js';

const DAY = 86_400_000;

/** What somebody might do as the books stand; null where there is nothing to do it to. */
type Plan = (books: Books) => Step | null;

/** A plan as fast-check plays, skips and shrinks it. */
class Command implements fc.AsyncCommand<Books, World> {
  constructor(private readonly plan: Plan) {}

  check(books: Readonly<Books>): boolean {
    return this.plan(books as Books) !== null;
  }

  async run(books: Books, world: World): Promise<void> {
    await world.take(this.plan(books)!, books);
  }

  toString(): string {
    return 'step';
  }
}

const command = (plan: Plan): Command => new Command(plan);

/** A number that picks among what is likely to lead on, and one time in so many among all, to see that the others are refused. */
const BOLD = 16;
const which = fc.nat({ max: BOLD * 12 - 1 });
const late = fc.nat({ max: BOLD - 1 }).map((number) => number === BOLD - 1);

function choose<T>(list: readonly T[], number: number, likely: (one: T) => boolean): T | undefined {
  const some = number % BOLD === BOLD - 1 ? list : list.filter(likely);
  return some[Math.floor(number / BOLD) % some.length];
}

/** Mostly `likely`; now and then anybody else who might try. */
const someone = <P extends Person>(likely: readonly P[], others: readonly P[]): fc.Arbitrary<P> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const treasurer = someone<Person>(['treasurer', 'second treasurer'], ['admin', 'reviewer', 'donor', 'implementer']);
const decider = someone<Person>(['treasurer', 'second treasurer', 'admin'], ['reviewer', 'donor', 'implementer']);
const implementer = someone<Person>(['implementer'], ['donor', 'reviewer', 'admin']);
const reviewer = someone<Person>(['reviewer'], ['implementer', 'treasurer', 'admin']);

const nameOf = ({ index, wish, status }: Gift): string => `gift ${index + 1} (${status}, ${wish.amount} fen of the ${wish.donor})`;
const stageName = ({ index, budget, status }: Stage): string => `stage ${index + 1} (${status}, ${budget} fen)`;
const orderName = ({ index, cause, status }: Order): string => `order ${index + 1} (${cause}, ${status})`;

/** Amounts at which something changes, and some in between. */
const amount = fc.oneof(
  fc.constantFrom(100, 150, 200, 101, 333).map((fen) => () => fen),
  fc.constantFrom('room', 'room and one', 'goal', 'rest', 'too little').map((name) => ({ goal, raised, pending }: Books) => {
    const room = Math.max(goal - raised - pending, 100);
    return { room, 'room and one': room + 1, goal, rest: Math.max(goal - raised, 100), 'too little': 99 }[name]!;
  }),
);

/** A key that was not sent yet. */
const newKey = (books: Books): string => `key ${books.gifts.length}`;

const UNKNOWN_GUEST = { guest: { name: '访客甲', phone: '138 0000 0001' }, 'guest without phone': { name: '访客乙', phone: null } };

async function give(world: World, books: Books, wish: Wish): Promise<unknown> {
  const { donor, forUnit, payment } = wish;
  const pledge = await makePledge(world.as(donor), {
    projectId: world.scene.projectId, amount: wish.amount, idempotencyKey: `${wish.key} of ${world.scene.projectId}`, payment: PaymentMethod[payment],
    onBehalfOfId: forUnit ? world.setup.unitId : null,
    guest: isGuest(donor) ? UNKNOWN_GUEST[donor as keyof typeof UNKNOWN_GUEST] : null,
  });
  const { index } = books.gifts.find((gift) => gift.wish.key === wish.key && gift.wish.donor === donor)!;
  world.giftIds[index] ??= pledge.id;
  if (world.giftIds[index] !== pledge.id) throw new Error(`the key ${wish.key} answers another pledge than before`);
  return pledge;
}

const giving = (books: Books, says: string, wish: Wish): Step => ({
  kind: 'give',
  says: `the ${wish.donor} ${says} ${wish.amount} fen by ${wish.payment}${wish.forUnit ? ' for the unit' : ''} with ${wish.key}`,
  predict: () => books.give(wish),
  perform: (world) => give(world, books, wish),
  shows() {
    const { status, refunded } = books.gifts.find((gift) => gift.wish.key === wish.key && gift.wish.donor === wish.donor)!;
    return { status, amountFen: wish.amount, refundedFen: refunded };
  },
});

const gifts = fc.record({ donor: fc.constantFrom<Donor>('donor', 'member', 'guest', 'guest without phone'), amount, payment: fc.constantFrom<Wish['payment']>('SANDBOX', 'BANK_TRANSFER', 'BANK_TRANSFER'), forUnit: fc.nat({ max: 15 }), late })
  .map(({ donor, amount: of, payment, forUnit, late: isLate }) => command((books) => {
    const isOpen = ['FUNDRAISING', 'FUNDED'].includes(books.status) && books.now < books.terms.endsAt && books.room > 0;
    return isOpen || isLate ? giving(books, 'gives', { donor, amount: of(books), payment, forUnit: donor === 'member' ? forUnit > 7 : forUnit === 15, key: newKey(books) }) : null;
  }));

/** The same key again: the same wish, or another one. */
const repeats = fc.record({ which, change: fc.constantFrom('nothing', 'nothing', 'the amount', 'the payment', 'the donor', 'the unit') }).map(({ which: number, change }) => command((books) => {
  const gift = choose(books.gifts, number, () => true);
  if (gift === undefined) return null;
  const { wish } = gift;
  const changed: Record<string, Partial<Wish>> = {
    'the amount': { amount: wish.amount + 1 },
    'the payment': { payment: wish.payment === 'SANDBOX' ? 'BANK_TRANSFER' : 'SANDBOX' },
    // Guests share their keys; accounts have their own.
    'the donor': isGuest(wish.donor) ? { donor: wish.donor === 'guest' ? 'guest without phone' : 'guest' } : {},
    'the unit': { forUnit: !wish.forUnit },
  };
  return { ...giving(books, change === 'nothing' ? 'repeats' : `repeats with ${change} changed`, { ...wish, ...changed[change] }), kind: 'repeat' };
}));

const cancellations = fc.record({ which, by: fc.nat({ max: 9 }) }).map(({ which: number, by }) => command((books) => {
  const gift = choose(books.gifts, number, ({ status, wish }) => status === 'PENDING' && !isGuest(wish.donor));
  if (gift === undefined) return null;
  const person: Person = by > 0 ? gift.wish.donor : gift.wish.donor === 'donor' ? 'member' : 'donor';
  return {
    kind: 'cancel gift',
    says: `the ${person} cancels ${nameOf(gift)}`,
    predict: () => books.cancelGift(gift, person),
    perform: (world) => cancelPledge(world.as(person), world.giftIds[gift.index]!),
    shows: () => ({ status: gift.status }),
  };
}));

const confirmations = fc.record({ which, by: treasurer, off: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, -1) }) }).map(({ which: number, by, off }) => command((books) => {
  const gift = choose(books.gifts, number, ({ status }) => status === 'PENDING');
  if (gift === undefined) return null;
  const fen = gift.wish.amount + off;
  return {
    kind: 'confirm',
    says: `the ${by} confirms ${nameOf(gift)} with ${fen} fen`,
    predict: () => books.confirm(gift, fen, by),
    perform: (world) => confirmPayment(world.as(by), { pledgeId: world.giftIds[gift.index]!, amount: fen, bankReference: `流水 ${gift.index}` }),
    shows: () => ({ status: gift.status, timesPaid: gift.timesPaid }),
  };
}));

const reports = fc.record({ which, by: implementer }).map(({ which: number, by }) => command((books) => {
  const stage = choose(books.stages, number, ({ status }) => (status === 'PLANNED' || status === 'RETURNED') && ['FUNDED', 'EXECUTING'].includes(books.status));
  if (stage === undefined) return null;
  return {
    kind: 'report stage',
    says: `the ${by} reports ${stageName(stage)}`,
    predict: () => books.report(stage, by),
    perform: (world) => submitMilestone(world.as(by), { milestoneId: world.scene.stageIds[stage.index]!, report: '做完了', evidenceUrls: [] }),
    shows: () => ({ status: stage.status }),
  };
}));

const reviews = fc.record({ which, by: reviewer, accepted: fc.nat({ max: 5 }).map((number) => number > 0) }).map(({ which: number, by, accepted }) => command((books) => {
  const stage = choose(books.stages, number, ({ status }) => status === 'SUBMITTED' && books.status === 'EXECUTING');
  if (stage === undefined) return null;
  return {
    kind: accepted ? 'verify stage' : 'return stage',
    says: `the ${by} ${accepted ? 'verifies' : 'returns'} ${stageName(stage)}`,
    predict: () => books.review(stage, accepted, by),
    perform: (world) => reviewMilestone(world.as(by), { milestoneId: world.scene.stageIds[stage.index]!, accepted, comment: accepted ? null : '缺签到表' }),
    shows: () => ({ status: stage.status }),
  };
}));

const releases = fc.record({ which, by: decider }).map(({ which: number, by }) => command((books) => {
  const stage = choose(books.stages, number, ({ status }) => status === 'VERIFIED');
  if (stage === undefined) return null;
  return {
    kind: 'release stage',
    says: `the ${by} releases ${stageName(stage)}`,
    predict: () => books.release(stage, by),
    perform: (world) => releaseMilestone(world.as(by), world.scene.stageIds[stage.index]!, null),
    shows: () => ({ status: stage.status }),
  };
}));

const endings = fc.record({ by: someone<Person>(['implementer', 'reviewer'], ['donor', 'treasurer']), late }).map(({ by, late: isLate }) => command((books) => {
  // Seldom before something has happened, or most plays would be over at once.
  if (!isLate && (books.paid.length < 2 || books.status === 'CANCELLED' || books.status === 'COMPLETED')) return null;
  return {
    kind: 'end project',
    says: `the ${by} ${by === 'reviewer' ? 'stops' : 'cancels'} the project (${books.status})`,
    predict: () => books.end(by),
    perform: (world) => (by === 'reviewer' ? stopProject : cancelProject)(world.as(by), world.scene.projectId, '场地没有了'),
    shows: () => ({ status: books.status }),
  };
}));

const refunds = fc.record({ by: treasurer, some: fc.option(fc.array(which, { minLength: 1, maxLength: 3 })), other: fc.nat({ max: 12 }), late }).map(({ by, some, other, late: isLate }) => command((books) => {
  const isDue = books.status === 'CANCELLED' && books.gifts.some((gift) => books.dueOf(gift) > 0 && !books.isPrepared(gift));
  if (!isDue && !isLate) return null;
  const chosen = some?.map((number) => choose(books.gifts, number, (gift) => books.dueOf(gift) > 0)).filter((gift) => gift !== undefined) ?? null;
  // Named once each; a gift named twice is one gift.
  const named: (Gift | null)[] | null = chosen === null || chosen.length === 0 ? null : [...new Set(chosen), ...(other === 1 ? [null] : [])];
  return {
    kind: 'prepare refund',
    says: `the ${by} prepares a refund of ${named === null ? 'all that is due' : named.map((gift) => (gift === null ? 'another project\'s gift' : nameOf(gift))).join(', ')}`,
    predict: () => books.prepareRefund(named, by),
    perform: (world) => prepare(world, books, () => prepareRefund(world.as(by), {
      projectId: world.scene.projectId, reason: '项目终止,原路退回', pledgeIds: named?.map((gift) => (gift === null ? world.setup.otherGiftId : world.giftIds[gift.index]!)) ?? null,
    })),
    shows: () => shownOf(books.orders.at(-1)!),
  };
}));

const reversals = fc.record({ which, by: treasurer }).map(({ which: number, by }) => command((books) => {
  const gift = choose(books.gifts, number, ({ status, wish, used }) => status === 'PAID' && wish.payment === 'BANK_TRANSFER' && used.every((fen) => fen === 0));
  if (gift === undefined) return null;
  return {
    kind: 'prepare reversal',
    says: `the ${by} says that ${nameOf(gift)} was confirmed by mistake`,
    predict: () => books.prepareReversal(gift, by),
    perform: (world) => prepare(world, books, () => prepareReversal(world.as(by), { pledgeId: world.giftIds[gift.index]!, reason: '认错了人' })),
    shows: () => shownOf(books.orders.at(-1)!),
  };
}));

async function prepare(world: World, books: Books, work: () => Promise<{ id: string }>): Promise<unknown> {
  const order = await work();
  world.orderIds[books.orders.length - 1] = order.id;
  return order;
}

const shownOf = ({ cause, status, items }: Order) => ({ cause, status, giftCount: items.length, totalFen: items.reduce((fen, { amount: of }) => fen + of, 0) });

const decisions = fc.record({ which, by: decider, approves: fc.nat({ max: 4 }).map((number) => number > 0) }).map(({ which: number, by, approves }) => command((books) => {
  const order = choose(books.orders, number, ({ status }) => status === 'PREPARED');
  if (order === undefined) return null;
  return {
    kind: approves ? `approve ${order.cause}` : 'withdraw',
    says: `the ${by} ${approves ? 'approves' : 'withdraws'} ${orderName(order)}`,
    predict: () => (approves ? books.approve(order, by) : books.withdraw(order, by)),
    perform: (world) => (approves ? approveRefund(world.as(by), world.orderIds[order.index]!, null) : withdrawRefund(world.as(by), world.orderIds[order.index]!)),
    shows: () => shownOf(order),
  };
}));

/** The moment at which the year begins in which funding ends, in Shanghai. */
const newYear = ({ endsAt }: Terms): number => Date.parse(`${new Date(endsAt).getUTCFullYear()}-01-01T00:00:00+08:00`);

/** Moments at which time changes something. */
const deadlines = ({ now, terms, gifts: made }: Books): number[] =>
  [terms.endsAt, newYear(terms), ...made.filter(({ status }) => status === 'PENDING').map(({ lapsesAt }) => lapsesAt)].filter((moment) => moment > now).sort((a, b) => a - b);

const waits = fc.record({ until: fc.constantFrom('a moment', 'a moment', 'some days', 'the next deadline', 'just before the next deadline', 'the last deadline'), tick: fc.nat({ max: 2 }).map((number) => number > 0) }).map(({ until, tick }) => command((books) => {
  const dates = deadlines(books);
  const to = { 'a moment': books.now + 1, 'some days': books.now + 5 * DAY, 'the next deadline': dates[0], 'just before the next deadline': dates[0] === undefined ? undefined : dates[0] - 1, 'the last deadline': dates.at(-1) }[until];
  if (to === undefined || to <= books.now) return null;
  return {
    kind: 'wait',
    ticks: tick,
    says: `it becomes ${new Date(to).toISOString()} (${until})${tick ? '' : '; what is due is not yet done'}`,
    predict() {
      books.now = to;
      if (tick) books.lapse();
      return 'done';
    },
    async perform(world) {
      world.setTime(to);
      if (tick) await world.tick();
    },
  };
}));

/** How often each is tried. What needs much to have happened before is tried more often, since most tries find nothing to do. */
const STEPS: [weight: number, commands: fc.Arbitrary<Command>][] = [
  [4, gifts], [1, repeats], [1, cancellations], [5, confirmations], [5, reports], [6, reviews], [10, releases], [2, endings], [5, refunds], [1, reversals], [6, decisions], [1, waits],
];

/** Plays of up to `length` tries. */
export const plays = (length: number, replayPath: string | undefined): fc.Arbitrary<Iterable<fc.AsyncCommand<Books, World, false>>> =>
  fc.commands(STEPS.flatMap(([weight, commands]) => Array<typeof commands>(weight).fill(commands)), { maxCommands: length, size: 'max', ...(replayPath !== undefined && { replayPath }) });
