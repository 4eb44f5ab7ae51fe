import {
  LAPSES_AFTER,
  sum,
  inShanghai,
  dayOf,
  bankOf,
  usedOf,
  keptOf,
  type Person,
  type Terms,
  type Gift,
  type Stage,
  type PaymentOrder,
  type Order,
  type Account,
  type Entry,
} from './books-parts.ts';

/**
 * The money of a project in the model: the figures that pages show, and what a step does to gifts, receipts, stages and
 * the journal. Who may take a step, and when, is in `books-model.ts`.
 */
export abstract class Money {
  status: 'FUNDRAISING' | 'FUNDED' | 'EXECUTING' | 'COMPLETED' | 'CANCELLED' = 'FUNDRAISING';
  endedByTime = false;
  readonly gifts: Gift[] = [];
  readonly stages: Stage[];
  readonly orders: Order[] = [];
  readonly payments: PaymentOrder[] = [];
  /** Who decided on the project or on a report. These people keep out of its money. A reviewer approved it. */
  readonly deciders = new Set<Person>(['reviewer']);
  /** Who confirmed a payment, or prepared or signed something. These people decide on nothing. */
  readonly payers = new Set<Person>();
  /** What single persons paid in each month. */
  readonly alone: Record<string, number> = {};
  readonly journal: Entry[] = [];
  /** The last receipt number of each year. */
  readonly series: Record<string, number>;
  /** Per day: what was received, less what was taken back. */
  readonly days: Record<string, { raised: number; gifts: number }> = {};

  constructor(
    readonly terms: Terms,
    public now: number,
    series: Readonly<Record<string, number>>,
  ) {
    this.series = { ...series };
    this.stages = terms.budgets.map((budget, index) => ({
      index,
      budget,
      status: 'PLANNED',
      release: null,
    }));
  }

  // Figures that the pages show.

  get goal(): number {
    return sum(this.terms.budgets);
  }
  get paid(): Gift[] {
    return this.gifts.filter(({ status }) => status === 'PAID');
  }
  get raised(): number {
    return sum(this.paid.map(keptOf));
  }
  get pending(): number {
    return sum(this.gifts.filter(({ status }) => status === 'PENDING').map(({ amount }) => amount));
  }
  get released(): number {
    return sum(this.stages.map(({ release }) => (release?.paid ? release.amount : 0)));
  }
  get refunded(): number {
    return sum(this.gifts.map(({ refunded }) => refunded));
  }
  /** What unpaid promises reserve. */
  get held(): number {
    return this.heldBy(() => true);
  }
  get room(): number {
    return this.terms.acceptsOverGoal ? Infinity : Math.max(0, this.goal - this.raised - this.held);
  }

  protected heldBy(whose: (gift: Gift) => boolean): number {
    return sum(
      this.gifts
        .filter((gift) => gift.status === 'PENDING' && gift.keptUntil !== null && whose(gift))
        .map(({ amount }) => amount),
    );
  }

  /**
   * The number of different donors: accounts, and guests with a telephone number. Each gift of a guest without a number
   * counts as a donor of its own.
   */
  get backers(): number {
    return new Set(this.paid.map(({ wish, index }) => (wish.donor === 'guest without phone' ? `${index}` : wish.donor)))
      .size;
  }

  dueOf(gift: Gift): number {
    return gift.status === 'PAID' ? keptOf(gift) - usedOf(gift) : 0;
  }

  isPrepared(gift: Gift): boolean {
    return this.orders.some(({ status, items }) => status === 'PREPARED' && items.some((item) => item.gift === gift));
  }

  /** Ends funding when its time is over. When the outcome depends on pending transfers, it waits for them. */
  closeFunding(): void {
    if (this.status !== 'FUNDRAISING' || this.now < this.terms.endsAt) return;
    if (this.raised > 0 && this.terms.rule === 'KEEP_WHAT_CAME') this.status = 'FUNDED';
    else if (this.pending === 0) {
      this.status = 'CANCELLED';
      this.endedByTime = true;
    }
  }

  // Consequences of the steps above.

  protected receives(): boolean {
    return this.status !== 'COMPLETED' && this.status !== 'CANCELLED';
  }
  /** Whether the project can be funded again: time ended it, and no refund has begun. */
  protected mayComeBack(): boolean {
    return (
      this.status === 'CANCELLED' &&
      this.endedByTime &&
      !this.orders.some(({ cause, status }) => cause !== 'MISTAKEN_CONFIRMATION' && status !== 'WITHDRAWN')
    );
  }

  protected isUnderWay(): boolean {
    return this.status === 'FUNDED' || this.status === 'EXECUTING';
  }

  protected canBeTakenBack(gift: Gift): boolean {
    return gift.status === 'PAID' && gift.wish.payment === 'BANK_TRANSFER' && usedOf(gift) === 0;
  }

  protected receive(gift: Gift, arrived = this.now): void {
    const { amount } = gift;
    gift.status = 'PAID';
    gift.keptUntil = null;
    gift.paidAt = arrived;
    gift.timesPaid += 1;
    gift.entry = this.journal.length;
    this.journal.push({
      kind: 'GIFT_RECEIVED',
      document: this.issueReceipt(gift, amount),
      day: dayOf(arrived),
      reverses: null,
      lines: { [bankOf(gift)]: amount, received: -amount },
    });
    this.count(dayOf(arrived), amount, 1);
    if (this.status === 'FUNDRAISING' && this.raised >= this.goal) this.status = 'FUNDED';
    // Time ended the project as failed because this money was not recorded then, so the project is funded after all.
    if (this.status === 'CANCELLED' && (this.raised >= this.goal || this.terms.rule === 'KEEP_WHAT_CAME'))
      this.status = 'FUNDED';
  }

  /**
   * Issues the next receipt number of the year. It replaces those void receipts of the gift that have no replacement
   * yet.
   */
  protected issueReceipt(gift: Gift, amount: number): string {
    const year = inShanghai(this.now).slice(0, 4);
    const last = (this.series[year] ?? 0) + 1;
    this.series[year] = last;
    const number = `HC-${year}-${String(last).padStart(6, '0')}`;
    for (const receipt of gift.receipts) receipt.replacedBy ??= number;
    gift.receipts.push({ number, amount, void: false, replacedBy: null });
    return number;
  }

  protected voidReceipt(gift: Gift): void {
    gift.receipts.find((one) => !one.void)!.void = true;
  }

  protected count(day: string, raised: number, gifts: number): void {
    const before = this.days[day] ?? { raised: 0, gifts: 0 };
    this.days[day] = { raised: before.raised + raised, gifts: before.gifts + gifts };
  }

  /**
   * A stage's share of the money that came in. When the goal is reached, that is the whole budget. Shares come from
   * rounded-down running totals, so that no fen is lost.
   */
  protected shareOf(stage: Stage): number {
    const usable = Math.min(this.raised, this.goal);
    const upTo = sum(this.terms.budgets.slice(0, stage.index + 1));
    return Math.floor((usable * upTo) / this.goal) - this.released;
  }

  /** Takes the money from the gifts, first in, first out. */
  protected pay(stage: Stage): void {
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
    if (this.status === 'EXECUTING' && this.stages.every(({ status }) => status === 'RELEASED'))
      this.status = 'COMPLETED';
  }

  protected giveBack(gift: Gift, amount: number): void {
    const isWhole = amount === keptOf(gift);
    this.voidReceipt(gift);
    gift.refunded += amount;
    if (isWhole) gift.status = 'REFUNDED';
    const document = isWhole ? null : this.issueReceipt(gift, keptOf(gift));
    this.journal.push({
      kind: 'GIFT_REFUNDED',
      document,
      day: dayOf(this.now),
      reverses: gift.entry,
      lines: { refunded: amount, [bankOf(gift)]: -amount },
    });
    this.count(dayOf(this.now), -amount, isWhole ? -1 : 0);
  }

  /** Takes a confirmation back. The pledge waits for its money again, unless the project takes no more money. */
  protected takeBack(gift: Gift): void {
    const { amount } = gift;
    // The day's figures become what they were without the gift.
    const day = dayOf(gift.paidAt!);
    this.voidReceipt(gift);
    this.journal.push({
      kind: 'CONFIRMATION_REVERSED',
      document: null,
      day,
      reverses: gift.entry,
      lines: { received: amount, special: -amount },
    });
    this.count(day, -amount, -1);
    gift.status = this.receives() ? 'PENDING' : 'CANCELLED';
    gift.lapsesAt = this.now + LAPSES_AFTER;
    gift.keptUntil = gift.status === 'PENDING' ? gift.lapsesAt : null;
    gift.paidAt = null;
    gift.confirmedBy = null;
    gift.reference = null;
    if (gift.promised !== null) {
      // The amount becomes the promised one again, or less when other gifts have taken the room meanwhile.
      gift.amount = gift.status === 'PENDING' ? Math.min(gift.promised, gift.amount + this.room) : gift.promised;
      if (gift.amount === gift.promised) gift.promised = null;
    }
    // Prepared payments relied on money that is gone, so they are withdrawn.
    for (const stage of this.stages) {
      if (stage.release?.paid !== false) continue;
      stage.release.order.state = 'WITHDRAWN';
      stage.release = null;
    }
    // The project may be below its goal again and goes back to funding. It stays funded when the end of funding would
    // make it funded anyway.
    const endsAsFunded = this.now >= this.terms.endsAt && this.raised > 0 && this.terms.rule === 'KEEP_WHAT_CAME';
    if (this.status === 'FUNDED' && this.raised < this.goal && !endsAsFunded) this.status = 'FUNDRAISING';
    this.closeFunding();
  }
}
