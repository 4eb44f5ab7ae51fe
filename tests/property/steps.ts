import { DAY_MS, shanghaiDay } from '@hongchuang/server/lib/days.ts';
import {
  releaseMilestone,
  reviewMilestone,
  submitMilestone,
  withdrawRelease,
} from '@hongchuang/server/modules/milestones/index.ts';
import {
  cancelPledge,
  endPledge,
  confirmPayment,
  makePledge,
  PaymentMethod,
} from '@hongchuang/server/modules/pledges/index.ts';
import {
  approveRefund,
  cancelProject,
  prepareRefund,
  prepareReversal,
  stopProject,
  withdrawRefund,
} from '@hongchuang/server/modules/refunds/index.ts';
import type { Books } from './books-model.ts';
import type { Gift, Order, Person, Stage, Wish } from './books-parts.ts';
import type { Step, World } from './world.ts';

// Every step that people take with money: its text in the report, the model's prediction, and the call of the service.

const giftName = ({ index, wish, amount, status }: Gift): string =>
  `gift ${index + 1} (${status}, ${amount} fen of the ${wish.donor})`;
const stageName = ({ index, budget, status }: Stage): string => `stage ${index + 1} (${status}, ${budget} fen)`;
const orderName = ({ index, cause, status }: Order): string => `order ${index + 1} (${cause}, ${status})`;

const GUESTS: Partial<Record<Person, { name: string; phone: string | null }>> = {
  guest: { name: '访客甲', phone: '138 0000 0001' },
  'guest without phone': { name: '访客乙', phone: null },
};

export function give(books: Books, wish: Wish, verb = 'gives'): Step {
  const { donor, amount, payment, forUnit, key } = wish;
  const made = () => books.gifts.find((gift) => gift.wish.key === key && gift.wish.donor === donor)!;
  return {
    kind: verb === 'gives' ? 'give' : 'repeat',
    says: `the ${donor} ${verb} ${amount} fen by ${payment}${forUnit ? ' for the unit' : ''} with ${key}`,
    predict: () => books.give(wish),
    async perform(world) {
      const pledge = await makePledge(world.as(donor), {
        projectId: world.project.projectId,
        amount,
        payment: PaymentMethod[payment],
        // A donor's keys are valid for ever, and one donor takes part in many plays. The project's id makes each key
        // unique.
        idempotencyKey: `${key} of ${world.project.projectId}`,
        onBehalfOfId: forUnit ? world.setup.unitId : null,
        guest: GUESTS[donor] ?? null,
      });
      const known = (world.giftIds[made().index] ??= pledge.id);
      if (known !== pledge.id) throw new Error(`${key} answers another pledge than before`);
      return pledge;
    },
    shows: () => ({ status: made().status, amountFen: made().amount, refundedFen: made().refunded }),
  };
}

export const endPromise = (books: Books, gift: Gift, by: Person): Step => ({
  kind: 'end promise',
  says: `the ${by} ends ${giftName(gift)}`,
  predict: () => books.endPromise(gift, by),
  perform: (world) => endPledge(world.as(by), world.giftIds[gift.index]!, '久未到账'),
  shows: () => ({ status: gift.status }),
});

export const cancelGift = (books: Books, gift: Gift, by: Person): Step => ({
  kind: 'cancel gift',
  says: `the ${by} cancels ${giftName(gift)}`,
  predict: () => books.cancelGift(gift, by),
  perform: (world) => cancelPledge(world.as(by), world.giftIds[gift.index]!),
  shows: () => ({ status: gift.status }),
});

const dayBefore = (now: number, days: number): string => shanghaiDay(new Date(now - days * DAY_MS));

export const confirm = (
  books: Books,
  gift: Gift,
  amount: number,
  by: Person,
  how: { accepts: boolean; reference: string; daysAgo?: number | null },
  kind = 'confirm',
): Step => ({
  kind,
  says: `the ${by} confirms ${giftName(gift)} with ${amount} fen under ${how.reference}${how.accepts ? ', whatever was promised' : ''}${how.daysAgo == null ? '' : `, of ${how.daysAgo} days ago`}`,
  predict: () => books.confirm(gift, amount, by, how),
  perform: (world) =>
    confirmPayment(world.as(by), {
      pledgeId: world.giftIds[gift.index]!,
      amount,
      bankReference: `${how.reference} of ${world.project.projectId}`,
      acceptOtherAmount: how.accepts,
      paidOn: how.daysAgo == null ? null : dayBefore(books.now, how.daysAgo),
    }),
  shows: () => ({ status: gift.status, timesPaid: gift.timesPaid, amountFen: gift.amount, promisedFen: gift.promised }),
});

export const report = (books: Books, stage: Stage, by: Person): Step => ({
  kind: 'report stage',
  says: `the ${by} reports ${stageName(stage)}`,
  predict: () => books.report(stage, by),
  perform: (world) =>
    submitMilestone(world.as(by), {
      milestoneId: world.project.stageIds[stage.index]!,
      report: '做完了',
      evidenceUrls: [],
    }),
  shows: () => ({ status: stage.status }),
});

export const review = (books: Books, stage: Stage, accepted: boolean, by: Person): Step => ({
  kind: accepted ? 'verify stage' : 'return stage',
  says: `the ${by} ${accepted ? 'verifies' : 'returns'} ${stageName(stage)}`,
  predict: () => books.review(stage, accepted, by),
  perform: (world) =>
    reviewMilestone(world.as(by), {
      milestoneId: world.project.stageIds[stage.index]!,
      accepted,
      comment: accepted ? null : '缺签到表',
    }),
  shows: () => ({ status: stage.status }),
});

export const release = (books: Books, stage: Stage, by: Person): Step => ({
  kind: 'release stage',
  says: `the ${by} releases ${stageName(stage)}`,
  predict: () => books.release(stage, by),
  perform: (world) => releaseMilestone(world.as(by), world.project.stageIds[stage.index]!, null),
  shows: () => ({ status: stage.status }),
});

export const takeBackPayment = (books: Books, stage: Stage, by: Person): Step => ({
  kind: 'take payment back',
  says: `the ${by} takes back the payment of ${stageName(stage)}`,
  predict: () => books.takeBackPayment(stage, by),
  perform: (world) => withdrawRelease(world.as(by), world.project.stageIds[stage.index]!, '再核对一遍'),
  shows: () => ({ status: stage.status }),
});

export const endProject = (books: Books, by: Person): Step => ({
  kind: 'end project',
  says: `the ${by} ${by === 'reviewer' ? 'stops' : 'cancels'} the project (${books.status})`,
  predict: () => books.end(by),
  perform: (world) =>
    (by === 'reviewer' ? stopProject : cancelProject)(world.as(by), world.project.projectId, '场地没有了'),
  shows: () => ({ status: books.status }),
});

/** Null among the named gifts stands for a gift of another project. */
export const refund = (books: Books, named: readonly (Gift | null)[] | null, by: Person): Step => ({
  kind: 'prepare refund',
  says: `the ${by} prepares a refund of ${named === null ? 'all that is due' : named.map((gift) => (gift === null ? "another project's gift" : giftName(gift))).join(', ')}`,
  predict: () => books.prepareRefund(named, by),
  perform: (world) =>
    keepOrder(
      world,
      books,
      prepareRefund(world.as(by), {
        projectId: world.project.projectId,
        reason: '项目终止,原路退回',
        pledgeIds: named?.map((gift) => (gift === null ? world.setup.otherGiftId : world.giftIds[gift.index]!)) ?? null,
      }),
    ),
  shows: () => shownOf(books.orders.at(-1)!),
});

export const reverse = (books: Books, gift: Gift, by: Person): Step => ({
  kind: 'prepare reversal',
  says: `the ${by} says that ${giftName(gift)} was confirmed by mistake`,
  predict: () => books.prepareReversal(gift, by),
  perform: (world) =>
    keepOrder(
      world,
      books,
      prepareReversal(world.as(by), { pledgeId: world.giftIds[gift.index]!, reason: '认错了人' }),
    ),
  shows: () => shownOf(books.orders.at(-1)!),
});

async function keepOrder(world: World, books: Books, preparing: Promise<{ id: string }>): Promise<unknown> {
  const order = await preparing;
  world.orderIds[books.orders.length - 1] = order.id;
  return order;
}

const shownOf = ({ cause, status, items }: Order) => ({
  cause,
  status,
  giftCount: items.length,
  totalFen: items.reduce((fen, { amount }) => fen + amount, 0),
});

export const decide = (books: Books, order: Order, approves: boolean, by: Person): Step => ({
  kind: approves ? `approve ${order.cause}` : 'withdraw',
  says: `the ${by} ${approves ? 'approves' : 'withdraws'} ${orderName(order)}`,
  predict: () => (approves ? books.approve(order, by) : books.withdraw(order, by)),
  perform: (world) =>
    approves
      ? approveRefund(world.as(by), world.orderIds[order.index]!, null)
      : withdrawRefund(world.as(by), world.orderIds[order.index]!),
  shows: () => shownOf(order),
});

/** Time moves on to `to`. Without a tick, the jobs that are due then run with the next step only. */
export const wait = (books: Books, to: number, why: string, ticks: boolean): Step => ({
  kind: 'wait',
  says: `it becomes ${new Date(to).toISOString()} (${why})${ticks ? '' : '; what is due is not yet done'}`,
  ticks,
  predict() {
    books.now = to;
    if (ticks) books.lapse();
    return 'done';
  },
  async perform(world) {
    world.setTime(to);
    if (ticks) await world.tick();
  },
});
