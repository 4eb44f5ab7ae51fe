import { Money } from './books-money.ts';
import {
  TREASURERS,
  REVIEWERS,
  DECIDERS,
  isGuest,
  DAY,
  LAPSES_AFTER,
  HOUR,
  KEEPS,
  GUESTS_KEEP,
  GUESTS_TAKE_AN_HOUR,
  LEAST,
  PAID_BEFORE_PLEDGE,
  inShanghai,
  dayOf,
  beginningOf,
  type Answer,
  type Person,
  type Wish,
  type Gift,
  type Stage,
  type PaymentOrder,
  type Order,
} from './books-parts.ts';

/**
 * A model of one project's money, as a careful person would keep it on a sheet of paper. The property test trusts this
 * model. It is therefore written from the public rules, imports no code of the server, and is as plain as possible: no
 * counters (values are counted each time), no queries, no batches.
 */

export class Books extends Money {
  // Commands of people.

  give(wish: Wish): Answer {
    if (wish.amount < LEAST) return 'BAD_USER_INPUT';
    const known = this.gifts.find(
      ({ wish: { key, donor } }) =>
        key === wish.key && (donor === wish.donor || (isGuest(donor) && isGuest(wish.donor))),
    );
    if (known !== undefined) {
      const { donor, amount, payment, forUnit } = known.wish;
      return donor === wish.donor && amount === wish.amount && payment === wish.payment && forUnit === wish.forUnit
        ? 'done'
        : 'CONFLICT';
    }
    if (wish.forUnit && isGuest(wish.donor)) return 'UNAUTHENTICATED';
    if (wish.forUnit && wish.donor !== 'member') return 'FORBIDDEN';
    const isOpen = this.status === 'FUNDRAISING' || (this.status === 'FUNDED' && this.terms.acceptsOverGoal);
    if (!isOpen || this.now >= this.terms.endsAt) return 'INVALID_STATE';
    if (wish.amount > this.room) return 'LIMIT_EXCEEDED';
    const gift: Gift = {
      index: this.gifts.length,
      wish,
      amount: wish.amount,
      promised: null,
      reference: null,
      status: 'PENDING',
      madeAt: this.now,
      lapsesAt: this.now + LAPSES_AFTER,
      keptUntil: null,
      tookPlaceAt: null,
      paidAt: null,
      confirmedBy: null,
      endedBy: null,
      timesPaid: 0,
      refunded: 0,
      used: this.stages.map(() => 0),
      receipts: [],
      entry: -1,
    };
    if (wish.payment === 'BANK_TRANSFER') this.keepPlace(gift);
    this.gifts.push(gift);
    if (wish.payment === 'SANDBOX') this.receive(gift);
    return 'done';
  }

  /** Donors who have paid before get the larger share. In a play every account has paid before. */
  private keepPlace(gift: Gift): void {
    const {
      wish: { donor, forUnit },
      amount,
    } = gift;
    const { each, time } = KEEPS[forUnit ? 'unit' : isGuest(donor) ? 'guest' : 'known'];
    const own = donor === 'guest without phone' ? 0 : this.heldBy(({ wish }) => wish.donor === donor);
    if ((own + amount) * 100 > this.goal * each) return;
    if (isGuest(donor)) {
      if ((this.heldBy(({ wish }) => isGuest(wish.donor)) + amount) * 100 > this.goal * GUESTS_KEEP) return;
      const taken = this.gifts.filter(
        ({ wish, tookPlaceAt }) => isGuest(wish.donor) && tookPlaceAt !== null && tookPlaceAt > this.now - HOUR,
      );
      if (taken.length >= GUESTS_TAKE_AN_HOUR) return;
    }
    gift.tookPlaceAt = this.now;
    gift.keptUntil = this.now + time;
  }

  /** A member of staff ends a promise that nobody paid. */
  endPromise(gift: Gift, by: Person): Answer {
    if (isGuest(by)) return 'UNAUTHENTICATED';
    if (!DECIDERS.includes(by) && !REVIEWERS.includes(by)) return 'FORBIDDEN';
    // A client that did not receive the answer repeats the command.
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
   * Records that `amount` arrived under a reference. `accepts` accepts another amount than the promised one. `day` is
   * the day on which the money reached the bank; null means now.
   */
  confirm(
    gift: Gift,
    amount: number,
    by: Person,
    { accepts, reference, daysAgo = null }: { accepts: boolean; reference: string; daysAgo?: number | null },
  ): Answer {
    if (!TREASURERS.includes(by)) return 'FORBIDDEN';
    if (amount < LEAST) return 'BAD_USER_INPUT';
    const day = daysAgo === null ? null : dayOf(this.now - daysAgo * DAY);
    // A client that did not receive the answer repeats the command.
    if (
      gift.status === 'PAID' &&
      gift.confirmedBy === by &&
      amount === gift.amount &&
      reference === gift.reference &&
      (day === null || day === dayOf(gift.paidAt!))
    )
      return 'done';
    if (this.deciders.has(by)) return 'FORBIDDEN';
    if (day !== null && (day > dayOf(this.now) || day < dayOf(gift.madeAt - PAID_BEFORE_PLEDGE)))
      return 'BAD_USER_INPUT';
    const arrived = day === null || day === dayOf(this.now) ? this.now : beginningOf(day);
    // The money is in time when it arrived before the pledge lapsed, even if the pledge has lapsed since.
    if ((gift.status !== 'PENDING' && gift.status !== 'EXPIRED') || arrived >= gift.lapsesAt) return 'INVALID_STATE';
    if (amount !== gift.amount && !accepts) return 'BAD_USER_INPUT';
    if (!this.receives() && !this.mayComeBack()) return 'INVALID_STATE';
    // The gift can use the place that it reserves itself, and the room that nobody else reserves.
    if (amount > this.room + this.heldBy((one) => one === gift)) return 'LIMIT_EXCEEDED';
    if (this.gifts.some((other) => other !== gift && other.reference === reference)) return 'CONFLICT';
    if (amount !== gift.amount) {
      gift.promised ??= gift.amount;
      gift.amount = amount;
    }
    gift.reference = reference;
    this.receive(gift, arrived);
    gift.confirmedBy = by;
    this.payers.add(by);
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
    if (this.payers.has(by)) return 'FORBIDDEN';
    this.deciders.add(by);
    stage.status = accepted ? 'VERIFIED' : 'RETURNED';
    return 'done';
  }

  /** Prepares the payment of a stage. When another person asks again, the stage is paid. */
  release(stage: Stage, by: Person): Answer {
    if (!DECIDERS.includes(by)) return 'FORBIDDEN';
    if (!this.isUnderWay() || stage.status !== 'VERIFIED') return 'INVALID_STATE';
    if (stage.release !== null) {
      const { order } = stage.release;
      if (this.deciders.has(by) || order.preparedBy === by) return 'FORBIDDEN';
      this.payers.add(by);
      Object.assign(order, { state: 'DONE', signedBy: by });
      this.pay(stage);
      return 'done';
    }
    if (by === 'admin') return 'FORBIDDEN';
    if (this.terms.rule === 'ALL_OR_NOTHING' && this.raised < this.goal) return 'INVALID_STATE';
    if (this.stages.some((other) => other.index < stage.index && other.status !== 'RELEASED')) return 'INVALID_STATE';
    const amount = this.shareOf(stage);
    if (amount <= 0) return 'INVALID_STATE';
    if (this.deciders.has(by)) return 'FORBIDDEN';
    this.payers.add(by);
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

  /** Withdraws a payment that waits for its second person. */
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
    if (this.payers.has(by)) return 'FORBIDDEN';
    if (this.stages.some(({ status }) => status === 'VERIFIED')) return 'INVALID_STATE';
    this.status = 'CANCELLED';
    this.endedByTime = false;
    for (const gift of this.gifts)
      if (gift.status === 'PENDING') Object.assign(gift, { status: 'CANCELLED', keptUntil: null });
    return 'done';
  }

  /**
   * Prepares a refund of the named gifts, or of all that are due. Null among the named gifts stands for a gift of
   * another project.
   */
  prepareRefund(named: readonly (Gift | null)[] | null, by: Person): Answer {
    if (!TREASURERS.includes(by)) return 'FORBIDDEN';
    if (this.status !== 'CANCELLED') return 'INVALID_STATE';
    for (const gift of named ?? []) {
      if (gift === null) return 'BAD_USER_INPUT';
      if (this.dueOf(gift) === 0 || this.isPrepared(gift)) return 'INVALID_STATE';
    }
    const gifts = this.gifts.filter(
      (gift) => (named === null || named.includes(gift)) && this.dueOf(gift) > 0 && !this.isPrepared(gift),
    );
    if (gifts.length === 0) return 'INVALID_STATE';
    if (this.deciders.has(by)) return 'FORBIDDEN';
    this.order(
      this.endedByTime ? 'GOAL_NOT_REACHED' : 'PROJECT_CANCELLED',
      gifts.map((gift) => ({ gift, amount: this.dueOf(gift) })),
      by,
    );
    return 'done';
  }

  prepareReversal(gift: Gift, by: Person): Answer {
    if (!TREASURERS.includes(by)) return 'FORBIDDEN';
    if (!this.canBeTakenBack(gift) || this.isPrepared(gift)) return 'INVALID_STATE';
    if (this.deciders.has(by)) return 'FORBIDDEN';
    this.order('MISTAKEN_CONFIRMATION', [{ gift, amount: gift.amount }], by);
    return 'done';
  }

  approve(order: Order, by: Person): Answer {
    if (!DECIDERS.includes(by)) return 'FORBIDDEN';
    if (order.status !== 'PREPARED') return 'INVALID_STATE';
    if (order.preparedBy === by || this.deciders.has(by)) return 'FORBIDDEN';
    const isReversal = order.cause === 'MISTAKEN_CONFIRMATION';
    for (const { gift, amount } of order.items)
      if (this.dueOf(gift) !== amount || (isReversal && !this.canBeTakenBack(gift))) return 'INVALID_STATE';
    this.payers.add(by);
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

  private order(cause: Order['cause'], items: Order['items'], preparedBy: Person): void {
    this.payers.add(preparedBy);
    this.orders.push({ index: this.orders.length, cause, items, preparedBy, status: 'PREPARED' });
  }

  // Effects of time.

  /** Lets pledges lapse whose transfer did not arrive in time. */
  lapse(): void {
    for (const gift of this.gifts)
      if (gift.status === 'PENDING' && this.now >= gift.lapsesAt)
        Object.assign(gift, { status: 'EXPIRED', keptUntil: null });
    for (const gift of this.gifts) if (gift.keptUntil !== null && this.now >= gift.keptUntil) gift.keptUntil = null;
  }
}
