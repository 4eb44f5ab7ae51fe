/**
 * The money of one project as a careful person would keep it on a sheet of paper. It is what the property test believes, so it is written
 * from the rules as people are told them, imports nothing of ours, and does everything in the plainest way: no counters (they are counted
 * each time), no queries, no batches.
 */

export type Answer = 'done' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'INVALID_STATE' | 'CONFLICT' | 'LIMIT_EXCEEDED';

/** The last one is a reviewer, too. */
export type Treasurer = 'treasurer' | 'second treasurer' | 'reviewing treasurer';
export type Donor = 'donor' | 'member' | 'guest' | 'guest without phone';
export type Person = Treasurer | Donor | 'admin' | 'reviewer' | 'implementer';
export type Payment = 'SANDBOX' | 'BANK_TRANSFER';

export const TREASURERS: readonly Person[] = ['treasurer', 'second treasurer', 'reviewing treasurer'];
const REVIEWERS: readonly Person[] = ['reviewer', 'reviewing treasurer'];
const DECIDERS: readonly Person[] = [...TREASURERS, 'admin'];
const GUESTS: readonly Person[] = ['guest', 'guest without phone'];
export const isGuest = (person: Person): boolean => GUESTS.includes(person);

const DAY = 86_400_000;
const LAPSES_AFTER = 14 * DAY;
const HOUR = 3_600_000;
/** How much of the goal the unpaid promises of one donor keep, in percent, and for how long. */
const KEEPS = { unit: { each: 100, time: LAPSES_AFTER }, known: { each: 50, time: LAPSES_AFTER }, guest: { each: 5, time: 24 * HOUR } } as const;
/** Guests together keep so much, and take so many places an hour from one address; all of a play are at one. */
const GUESTS_KEEP = 10;
const GUESTS_TAKE_AN_HOUR = 10;
const LEAST = 100;
/** Some people transfer first and pledge after. */
const PAID_BEFORE_PLEDGE = 31 * DAY;

/** What a project promised its donors. */
export interface Terms {
  readonly rule: 'KEEP_WHAT_CAME' | 'ALL_OR_NOTHING';
  readonly acceptsOverGoal: boolean;
  readonly budgets: readonly number[];
  readonly endsAt: number;
  /** Single persons pay the project no more fen than this in a month; what goes beyond needs two people. */
  readonly oneSignatureUpTo: number;
}

export interface Wish {
  readonly donor: Donor;
  readonly amount: number;
  readonly payment: Payment;
  readonly forUnit: boolean;
  readonly key: string;
}

export interface Receipt {
  readonly number: string;
  readonly amount: number;
  void: boolean;
  replacedBy: string | null;
}

export interface Gift {
  readonly index: number;
  readonly wish: Wish;
  /** What it is of: what was wished, until another amount arrives and is accepted. */
  amount: number;
  /** What was promised, where another amount arrived. */
  promised: number | null;
  /** The bank's reference of its transfer. */
  reference: string | null;
  status: 'PENDING' | 'PAID' | 'CANCELLED' | 'EXPIRED' | 'REFUNDED';
  readonly madeAt: number;
  lapsesAt: number;
  /** Until when its unpaid promise keeps its place; null where it keeps none. */
  keptUntil: number | null;
  /** When it took a place, whether it still keeps it or not. */
  tookPlaceAt: number | null;
  /** When its money reached the bank: on the bank's day, whenever it was recorded. */
  paidAt: number | null;
  /** Who confirmed its transfer. */
  confirmedBy: Person | null;
  /** Who of the staff ended its promise. */
  endedBy: Person | null;
  timesPaid: number;
  refunded: number;
  /** Fen that each stage used. */
  readonly used: number[];
  readonly receipts: Receipt[];
  /** Where in the journal its newest payment stands. */
  entry: number;
}

export interface Stage {
  readonly index: number;
  readonly budget: number;
  status: 'PLANNED' | 'SUBMITTED' | 'RETURNED' | 'VERIFIED' | 'RELEASED';
  release: { readonly amount: number; paid: boolean; readonly order: PaymentOrder } | null;
  /** Who decided on its reports: they keep out of its payment. */
  readonly reviewers: Set<Person>;
}

/** Who prepared the payment of a stage, and what became of that. */
export interface PaymentOrder {
  readonly stage: number;
  readonly amount: number;
  readonly preparedBy: Person;
  signedBy: Person | null;
  state: 'PREPARED' | 'DONE' | 'WITHDRAWN' | 'REFUSED';
}

export interface Order {
  readonly index: number;
  readonly cause: 'PROJECT_CANCELLED' | 'GOAL_NOT_REACHED' | 'MISTAKEN_CONFIRMATION';
  readonly items: readonly { readonly gift: Gift; readonly amount: number }[];
  readonly preparedBy: Person;
  status: 'PREPARED' | 'APPROVED' | 'WITHDRAWN';
}

type Account = 'special' | 'sandbox' | 'received' | 'released' | 'refunded';

export interface Entry {
  readonly kind: 'GIFT_RECEIVED' | 'GIFT_REFUNDED' | 'CONFIRMATION_REVERSED' | 'STAGE_RELEASED';
  readonly document: string | null;
  /** The day on which the money moved. */
  readonly day: string;
  /** Where the entry stands that this one takes back. */
  readonly reverses: number | null;
  readonly lines: Readonly<Partial<Record<Account, number>>>;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const inShanghai = (moment: number): string => new Date(moment + 8 * 3_600_000).toISOString();
const dayOf = (moment: number): string => inShanghai(moment).slice(0, 10);
const beginningOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

const bankOf = ({ wish }: Gift): 'special' | 'sandbox' => (wish.payment === 'SANDBOX' ? 'sandbox' : 'special');
const usedOf = ({ used }: Gift): number => sum(used);
const keptOf = ({ amount, refunded }: Gift): number => amount - refunded;

export class Books {
  status: 'FUNDRAISING' | 'FUNDED' | 'EXECUTING' | 'COMPLETED' | 'CANCELLED' = 'FUNDRAISING';
  endedByTime = false;
  readonly gifts: Gift[] = [];
  readonly stages: Stage[];
  readonly orders: Order[] = [];
  readonly payments: PaymentOrder[] = [];
  /** What single persons paid in each month. */
  readonly alone: Record<string, number> = {};
  readonly journal: Entry[] = [];
  /** The last number of each year. */
  readonly series: Record<string, number>;
  /** What each day brought, less what it took back. */
  readonly days: Record<string, { raised: number; gifts: number }> = {};

  constructor(
    readonly terms: Terms,
    public now: number,
    series: Readonly<Record<string, number>>,
  ) {
    this.series = { ...series };
    this.stages = terms.budgets.map((budget, index) => ({ index, budget, status: 'PLANNED', release: null, reviewers: new Set() }));
  }

  // What the pages show.

  get goal(): number { return sum(this.terms.budgets); }
  get paid(): Gift[] { return this.gifts.filter(({ status }) => status === 'PAID'); }
  get raised(): number { return sum(this.paid.map(keptOf)); }
  get pending(): number { return sum(this.gifts.filter(({ status }) => status === 'PENDING').map(({ amount }) => amount)); }
  get released(): number { return sum(this.stages.map(({ release }) => (release?.paid ? release.amount : 0))); }
  get refunded(): number { return sum(this.gifts.map(({ refunded }) => refunded)); }
  /** What unpaid promises keep. */
  get held(): number { return this.heldBy(() => true); }
  get room(): number { return this.terms.acceptsOverGoal ? Infinity : Math.max(0, this.goal - this.raised - this.held); }

  private heldBy(whose: (gift: Gift) => boolean): number {
    return sum(this.gifts.filter((gift) => gift.status === 'PENDING' && gift.keptUntil !== null && whose(gift)).map(({ amount }) => amount));
  }

  /** Everybody who gave, each once: an account, a guest with a telephone; without one, who can tell? */
  get backers(): number {
    return new Set(this.paid.map(({ wish, index }) => (wish.donor === 'guest without phone' ? `${index}` : wish.donor))).size;
  }

  dueOf(gift: Gift): number {
    return gift.status === 'PAID' ? keptOf(gift) - usedOf(gift) : 0;
  }

  isPrepared(gift: Gift): boolean {
    return this.orders.some(({ status, items }) => status === 'PREPARED' && items.some((item) => item.gift === gift));
  }

  // What people do.

  give(wish: Wish): Answer {
    if (wish.amount < LEAST) return 'BAD_USER_INPUT';
    const known = this.gifts.find(({ wish: { key, donor } }) => key === wish.key && (donor === wish.donor || (isGuest(donor) && isGuest(wish.donor))));
    if (known !== undefined) {
      const { donor, amount, payment, forUnit } = known.wish;
      return donor === wish.donor && amount === wish.amount && payment === wish.payment && forUnit === wish.forUnit ? 'done' : 'CONFLICT';
    }
    if (wish.forUnit && isGuest(wish.donor)) return 'UNAUTHENTICATED';
    if (wish.forUnit && wish.donor !== 'member') return 'FORBIDDEN';
    const isOpen = this.status === 'FUNDRAISING' || (this.status === 'FUNDED' && this.terms.acceptsOverGoal);
    if (!isOpen || this.now >= this.terms.endsAt) return 'INVALID_STATE';
    if (wish.amount > this.room) return 'LIMIT_EXCEEDED';
    const gift: Gift = { index: this.gifts.length, wish, amount: wish.amount, promised: null, reference: null, status: 'PENDING', madeAt: this.now, lapsesAt: this.now + LAPSES_AFTER, keptUntil: null, tookPlaceAt: null, paidAt: null, confirmedBy: null, endedBy: null, timesPaid: 0, refunded: 0, used: this.stages.map(() => 0), receipts: [], entry: -1 };
    if (wish.payment === 'BANK_TRANSFER') this.keepPlace(gift);
    this.gifts.push(gift);
    if (wish.payment === 'SANDBOX') this.receive(gift);
    return 'done';
  }

  /** Who has paid before is known; in a play every account has. */
  private keepPlace(gift: Gift): void {
    const { wish: { donor, forUnit }, amount } = gift;
    const { each, time } = KEEPS[forUnit ? 'unit' : isGuest(donor) ? 'guest' : 'known'];
    const own = donor === 'guest without phone' ? 0 : this.heldBy(({ wish }) => wish.donor === donor);
    if ((own + amount) * 100 > this.goal * each) return;
    if (isGuest(donor)) {
      if ((this.heldBy(({ wish }) => isGuest(wish.donor)) + amount) * 100 > this.goal * GUESTS_KEEP) return;
      const taken = this.gifts.filter(({ wish, tookPlaceAt }) => isGuest(wish.donor) && tookPlaceAt !== null && tookPlaceAt > this.now - HOUR);
      if (taken.length >= GUESTS_TAKE_AN_HOUR) return;
    }
    gift.tookPlaceAt = this.now;
    gift.keptUntil = this.now + time;
  }

  /** Staff end a promise that nobody paid. */
  endPromise(gift: Gift, by: Person): Answer {
    if (isGuest(by)) return 'UNAUTHENTICATED';
    if (!DECIDERS.includes(by) && !REVIEWERS.includes(by)) return 'FORBIDDEN';
    // Whoever did not hear that it was done says the same again.
    if (gift.endedBy === by) return 'done';
    if (gift.status !== 'PENDING') return 'INVALID_STATE';
    gift.status = 'CANCELLED';
    gift.keptUntil = null;
    gift.endedBy = by;
    return 'done';
  }

  cancelGift(gift: Gift, by: Person): Answer {
    if (isGuest(by)) return 'UNAUTHENTICATED';
    if (by !== gift.wish.donor) return gift.status === 'PAID' || gift.status === 'REFUNDED' ? 'FORBIDDEN' : 'NOT_FOUND';
    if (gift.status !== 'PENDING') return 'INVALID_STATE';
    gift.status = 'CANCELLED';
    gift.keptUntil = null;
    return 'done';
  }

  /**
   * A treasurer says that so much arrived under a reference, perhaps that another amount than was promised is accepted, and how many days ago
   * it reached the bank; null where nobody says when, which is now.
   */
  confirm(gift: Gift, amount: number, by: Person, { accepts, reference, daysAgo = null }: { accepts: boolean; reference: string; daysAgo?: number | null }): Answer {
    if (!TREASURERS.includes(by)) return 'FORBIDDEN';
    if (amount < LEAST) return 'BAD_USER_INPUT';
    const day = daysAgo === null ? null : dayOf(this.now - daysAgo * DAY);
    // Whoever did not hear that it was done says the same again.
    if (gift.status === 'PAID' && gift.confirmedBy === by && amount === gift.amount && reference === gift.reference && (day === null || day === dayOf(gift.paidAt!))) return 'done';
    if (day !== null && (day > dayOf(this.now) || day < dayOf(gift.madeAt - PAID_BEFORE_PLEDGE))) return 'BAD_USER_INPUT';
    const arrived = day === null || day === dayOf(this.now) ? this.now : beginningOf(day);
    // It came in time when it came before the pledge lapsed, also where that has happened since.
    if ((gift.status !== 'PENDING' && gift.status !== 'EXPIRED') || arrived >= gift.lapsesAt) return 'INVALID_STATE';
    if (amount !== gift.amount && !accepts) return 'BAD_USER_INPUT';
    if (!this.receives() && !this.mayComeBack()) return 'INVALID_STATE';
    // There is room for the place that it keeps, where it keeps one, and for what nobody else keeps.
    if (amount > this.room + this.heldBy((one) => one === gift)) return 'LIMIT_EXCEEDED';
    if (this.gifts.some((other) => other !== gift && other.reference === reference)) return 'CONFLICT';
    if (amount !== gift.amount) {
      gift.promised ??= gift.amount;
      gift.amount = amount;
    }
    gift.reference = reference;
    this.receive(gift, arrived);
    gift.confirmedBy = by;
    return 'done';
  }

  report(stage: Stage, by: Person): Answer {
    if (by !== 'implementer') return 'FORBIDDEN';
    if (!this.isUnderWay() || !['PLANNED', 'RETURNED'].includes(stage.status)) return 'INVALID_STATE';
    stage.status = 'SUBMITTED';
    this.status = 'EXECUTING';
    return 'done';
  }

  review(stage: Stage, accepted: boolean, by: Person): Answer {
    if (!REVIEWERS.includes(by)) return 'FORBIDDEN';
    if (!this.isUnderWay() || stage.status !== 'SUBMITTED') return 'INVALID_STATE';
    stage.reviewers.add(by);
    stage.status = accepted ? 'VERIFIED' : 'RETURNED';
    return 'done';
  }

  /** Prepares the payment of a stage or, asked again by somebody else, makes it. */
  release(stage: Stage, by: Person): Answer {
    if (!DECIDERS.includes(by)) return 'FORBIDDEN';
    if (!this.isUnderWay() || stage.status !== 'VERIFIED') return 'INVALID_STATE';
    if (stage.release !== null) {
      const { order } = stage.release;
      if (stage.reviewers.has(by) || order.preparedBy === by) return 'FORBIDDEN';
      Object.assign(order, { state: 'DONE', signedBy: by });
      this.pay(stage);
      return 'done';
    }
    if (by === 'admin') return 'FORBIDDEN';
    if (this.terms.rule === 'ALL_OR_NOTHING' && this.raised < this.goal) return 'INVALID_STATE';
    if (this.stages.some((other) => other.index < stage.index && other.status !== 'RELEASED')) return 'INVALID_STATE';
    const amount = this.shareOf(stage);
    if (amount <= 0) return 'INVALID_STATE';
    if (stage.reviewers.has(by)) return 'FORBIDDEN';
    const order: PaymentOrder = { stage: stage.index, amount, preparedBy: by, signedBy: null, state: 'PREPARED' };
    this.payments.push(order);
    stage.release = { amount, paid: false, order };
    const month = inShanghai(this.now).slice(0, 7);
    const alone = (this.alone[month] ?? 0) + amount;
    if (alone <= this.terms.oneSignatureUpTo) {
      this.alone[month] = alone;
      order.state = 'DONE';
      this.pay(stage);
    }
    return 'done';
  }

  /** Takes back a payment that waits for its second person. */
  takeBackPayment(stage: Stage, by: Person): Answer {
    if (!DECIDERS.includes(by)) return 'FORBIDDEN';
    if (!this.isUnderWay() || stage.release === null || stage.release.paid) return 'INVALID_STATE';
    stage.release.order.state = stage.release.order.preparedBy === by ? 'WITHDRAWN' : 'REFUSED';
    stage.release = null;
    return 'done';
  }

  end(by: Person): Answer {
    if (by !== 'implementer' && by !== 'reviewer') return 'FORBIDDEN';
    if (this.status === 'COMPLETED' || this.status === 'CANCELLED') return 'INVALID_STATE';
    if (this.stages.some(({ status }) => status === 'VERIFIED')) return 'INVALID_STATE';
    this.status = 'CANCELLED';
    this.endedByTime = false;
    for (const gift of this.gifts) if (gift.status === 'PENDING') Object.assign(gift, { status: 'CANCELLED', keptUntil: null });
    return 'done';
  }

  /** Prepares that gifts go back: those named (null among them for another project's), or all that are due. */
  prepareRefund(named: readonly (Gift | null)[] | null, by: Person): Answer {
    if (!TREASURERS.includes(by)) return 'FORBIDDEN';
    if (this.status !== 'CANCELLED') return 'INVALID_STATE';
    for (const gift of named ?? []) {
      if (gift === null) return 'BAD_USER_INPUT';
      if (this.dueOf(gift) === 0 || this.isPrepared(gift)) return 'INVALID_STATE';
    }
    const gifts = this.gifts.filter((gift) => (named === null || named.includes(gift)) && this.dueOf(gift) > 0 && !this.isPrepared(gift));
    if (gifts.length === 0) return 'INVALID_STATE';
    this.order(this.endedByTime ? 'GOAL_NOT_REACHED' : 'PROJECT_CANCELLED', gifts.map((gift) => ({ gift, amount: this.dueOf(gift) })), by);
    return 'done';
  }

  prepareReversal(gift: Gift, by: Person): Answer {
    if (!TREASURERS.includes(by)) return 'FORBIDDEN';
    if (!this.canBeTakenBack(gift) || this.isPrepared(gift)) return 'INVALID_STATE';
    this.order('MISTAKEN_CONFIRMATION', [{ gift, amount: gift.amount }], by);
    return 'done';
  }

  approve(order: Order, by: Person): Answer {
    if (!DECIDERS.includes(by)) return 'FORBIDDEN';
    if (order.status !== 'PREPARED') return 'INVALID_STATE';
    if (order.preparedBy === by) return 'FORBIDDEN';
    const isReversal = order.cause === 'MISTAKEN_CONFIRMATION';
    for (const { gift, amount } of order.items) if (this.dueOf(gift) !== amount || (isReversal && !this.canBeTakenBack(gift))) return 'INVALID_STATE';
    order.status = 'APPROVED';
    if (isReversal) this.takeBack(order.items[0]!.gift);
    else for (const { gift, amount } of order.items) this.giveBack(gift, amount);
    return 'done';
  }

  withdraw(order: Order, by: Person): Answer {
    if (!DECIDERS.includes(by)) return 'FORBIDDEN';
    if (order.status !== 'PREPARED') return 'INVALID_STATE';
    order.status = 'WITHDRAWN';
    return 'done';
  }

  // What time does.

  /** Lets pledges lapse whose transfer did not come in time. */
  lapse(): void {
    for (const gift of this.gifts) if (gift.status === 'PENDING' && this.now >= gift.lapsesAt) Object.assign(gift, { status: 'EXPIRED', keptUntil: null });
    for (const gift of this.gifts) if (gift.keptUntil !== null && this.now >= gift.keptUntil) gift.keptUntil = null;
  }

  /** Ends funding when its time has come. Where nothing can be decided without them, transfers under way are waited for. */
  closeFunding(): void {
    if (this.status !== 'FUNDRAISING' || this.now < this.terms.endsAt) return;
    if (this.raised > 0 && this.terms.rule === 'KEEP_WHAT_CAME') this.status = 'FUNDED';
    else if (this.pending === 0) {
      this.status = 'CANCELLED';
      this.endedByTime = true;
    }
  }

  // What follows.

  private receives(): boolean { return this.status !== 'COMPLETED' && this.status !== 'CANCELLED'; }
  /** Time ended it, and no gift is on its way back. */
  private mayComeBack(): boolean {
    return this.status === 'CANCELLED' && this.endedByTime && !this.orders.some(({ cause, status }) => cause !== 'MISTAKEN_CONFIRMATION' && status !== 'WITHDRAWN');
  }

  private isUnderWay(): boolean { return this.status === 'FUNDED' || this.status === 'EXECUTING'; }

  private canBeTakenBack(gift: Gift): boolean {
    return gift.status === 'PAID' && gift.wish.payment === 'BANK_TRANSFER' && usedOf(gift) === 0;
  }

  private order(cause: Order['cause'], items: Order['items'], preparedBy: Person): void {
    this.orders.push({ index: this.orders.length, cause, items, preparedBy, status: 'PREPARED' });
  }

  private receive(gift: Gift, arrived = this.now): void {
    const { amount } = gift;
    gift.status = 'PAID';
    gift.keptUntil = null;
    gift.paidAt = arrived;
    gift.timesPaid += 1;
    gift.entry = this.journal.length;
    this.journal.push({ kind: 'GIFT_RECEIVED', document: this.issueReceipt(gift, amount), day: dayOf(arrived), reverses: null, lines: { [bankOf(gift)]: amount, received: -amount } });
    this.count(dayOf(arrived), amount, 1);
    if (this.status === 'FUNDRAISING' && this.raised >= this.goal) this.status = 'FUNDED';
    // It was ended as failed by what was recorded then.
    if (this.status === 'CANCELLED' && (this.raised >= this.goal || this.terms.rule === 'KEEP_WHAT_CAME')) this.status = 'FUNDED';
  }

  /** The next number of the year; it takes the place of the gift's void receipt that nothing took the place of yet. */
  private issueReceipt(gift: Gift, amount: number): string {
    const year = inShanghai(this.now).slice(0, 4);
    const last = (this.series[year] ?? 0) + 1;
    this.series[year] = last;
    const number = `HC-${year}-${String(last).padStart(6, '0')}`;
    for (const receipt of gift.receipts) receipt.replacedBy ??= number;
    gift.receipts.push({ number, amount, void: false, replacedBy: null });
    return number;
  }

  private voidReceipt(gift: Gift): void {
    gift.receipts.find((one) => !one.void)!.void = true;
  }

  private count(day: string, raised: number, gifts: number): void {
    const before = this.days[day] ?? { raised: 0, gifts: 0 };
    this.days[day] = { raised: before.raised + raised, gifts: before.gifts + gifts };
  }

  /** A stage's share of what came: the whole budget once the goal is reached. Rounded-down running totals lose no fen. */
  private shareOf(stage: Stage): number {
    const usable = Math.min(this.raised, this.goal);
    const upTo = sum(this.terms.budgets.slice(0, stage.index + 1));
    return Math.floor((usable * upTo) / this.goal) - this.released;
  }

  /** Takes the money from the gifts, those that came first first. */
  private pay(stage: Stage): void {
    const { amount } = stage.release!;
    const lines: Entry['lines'] & Partial<Record<Account, number>> = { released: amount };
    let missing = amount;
    for (const gift of this.paid.sort((a, b) => a.paidAt! - b.paidAt! || a.index - b.index)) {
      const taken = Math.min(missing, this.dueOf(gift));
      if (taken === 0) continue;
      missing -= taken;
      gift.used[stage.index] = taken;
      lines[bankOf(gift)] = (lines[bankOf(gift)] ?? 0) - taken;
    }
    if (missing > 0) throw new Error('the model itself is wrong: the gifts do not hold what a stage is paid');
    stage.release!.paid = true;
    stage.status = 'RELEASED';
    this.journal.push({ kind: 'STAGE_RELEASED', document: null, day: dayOf(this.now), reverses: null, lines });
    if (this.status === 'EXECUTING' && this.stages.every(({ status }) => status === 'RELEASED')) this.status = 'COMPLETED';
  }

  private giveBack(gift: Gift, amount: number): void {
    const isWhole = amount === keptOf(gift);
    this.voidReceipt(gift);
    gift.refunded += amount;
    if (isWhole) gift.status = 'REFUNDED';
    const document = isWhole ? null : this.issueReceipt(gift, keptOf(gift));
    this.journal.push({ kind: 'GIFT_REFUNDED', document, day: dayOf(this.now), reverses: gift.entry, lines: { refunded: amount, [bankOf(gift)]: -amount } });
    this.count(dayOf(this.now), -amount, isWhole ? -1 : 0);
  }

  /** The money never came: the pledge waits for it again, unless the project takes no more. */
  private takeBack(gift: Gift): void {
    const { amount } = gift;
    // The day is as if it had never come.
    const day = dayOf(gift.paidAt!);
    this.voidReceipt(gift);
    this.journal.push({ kind: 'CONFIRMATION_REVERSED', document: null, day, reverses: gift.entry, lines: { received: amount, special: -amount } });
    this.count(day, -amount, -1);
    gift.status = this.receives() ? 'PENDING' : 'CANCELLED';
    gift.lapsesAt = this.now + LAPSES_AFTER;
    gift.keptUntil = gift.status === 'PENDING' ? gift.lapsesAt : null;
    gift.paidAt = null;
    gift.confirmedBy = null;
    gift.reference = null;
    if (gift.promised !== null) {
      // It is what was promised again, unless others have taken the room for it meanwhile.
      gift.amount = gift.status === 'PENDING' ? Math.min(gift.promised, gift.amount + this.room) : gift.promised;
      if (gift.amount === gift.promised) gift.promised = null;
    }
    // What was prepared rested on money that is gone.
    for (const stage of this.stages) {
      if (stage.release?.paid !== false) continue;
      stage.release.order.state = 'WITHDRAWN';
      stage.release = null;
    }
    // And the goal may be out of reach again; but funding that would end as funded at once stays funded.
    const endsAsFunded = this.now >= this.terms.endsAt && this.raised > 0 && this.terms.rule === 'KEEP_WHAT_CAME';
    if (this.status === 'FUNDED' && this.raised < this.goal && !endsAsFunded) this.status = 'FUNDRAISING';
    this.closeFunding();
  }
}
