import { DAY_MS, shanghaiDay } from '../lib/days.js';
import { releaseMilestone, reviewMilestone, submitMilestone, withdrawRelease } from '../modules/milestones/index.js';
import { cancelPledge, endPledge, confirmPayment, makePledge, PaymentMethod } from '../modules/pledges/index.js';
import { approveRefund, cancelProject, prepareRefund, prepareReversal, stopProject, withdrawRefund } from '../modules/refunds/index.js';
import type { Books, Gift, Order, Person, Stage, Wish } from './books-model.js';
import type { Step, World } from './world.js';

// Everything that people do with money, each with its words, what the books say of it, and the service that does it.

const giftName = ({ index, wish, amount, status }: Gift): string => `gift ${index + 1} (${status}, ${amount} fen of the ${wish.donor})`;
const stageName = ({ index, budget, status }: Stage): string => `stage ${index + 1} (${status}, ${budget} fen)`;
const orderName = ({ index, cause, status }: Order): string => `order ${index + 1} (${cause}, ${status})`;

const GUESTS: Partial<Record<Person, { name: string; phone: string | null }>> = { guest: { name: '访客甲', phone: '138 0000 0001' }, 'guest without phone': { name: '访客乙', phone: null } };

export function give(books: Books, wish: Wish, verb = 'gives'): Step {
  const { donor, amount, payment, forUnit, key } = wish;
  const made = () => books.gifts.find((gift) => gift.wish.key === key && gift.wish.donor === donor)!;
  return {
    kind: verb === 'gives' ? 'give' : 'repeat',
    says: `the ${donor} ${verb} ${amount} fen by ${payment}${forUnit ? ' for the unit' : ''} with ${key}`,
    predict: () => books.give(wish),
    async perform(world) {
      const pledge = await makePledge(world.as(donor), {
        projectId: world.scene.projectId, amount, payment: PaymentMethod[payment],
        // Keys are a donor's own for ever, and a donor plays many plays.
        idempotencyKey: `${key} of ${world.scene.projectId}`,
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

export const confirm = (books: Books, gift: Gift, amount: number, by: Person, how: { accepts: boolean; reference: string; daysAgo?: number | null }, kind = 'confirm'): Step => ({
  kind,
  says: `the ${by} confirms ${giftName(gift)} with ${amount} fen under ${how.reference}${how.accepts ? ', whatever was promised' : ''}${how.daysAgo == null ? '' : `, of ${how.daysAgo} days ago`}`,
  predict: () => books.confirm(gift, amount, by, how),
  perform: (world) => confirmPayment(world.as(by), {
    pledgeId: world.giftIds[gift.index]!, amount, bankReference: `${how.reference} of ${world.scene.projectId}`, acceptOtherAmount: how.accepts, paidOn: how.daysAgo == null ? null : dayBefore(books.now, how.daysAgo),
  }),
  shows: () => ({ status: gift.status, timesPaid: gift.timesPaid, amountFen: gift.amount, promisedFen: gift.promised }),
});

export const report = (books: Books, stage: Stage, by: Person): Step => ({
  kind: 'report stage',
  says: `the ${by} reports ${stageName(stage)}`,
  predict: () => books.report(stage, by),
  perform: (world) => submitMilestone(world.as(by), { milestoneId: world.scene.stageIds[stage.index]!, report: '做完了', evidenceUrls: [] }),
  shows: () => ({ status: stage.status }),
});

export const review = (books: Books, stage: Stage, accepted: boolean, by: Person): Step => ({
  kind: accepted ? 'verify stage' : 'return stage',
  says: `the ${by} ${accepted ? 'verifies' : 'returns'} ${stageName(stage)}`,
  predict: () => books.review(stage, accepted, by),
  perform: (world) => reviewMilestone(world.as(by), { milestoneId: world.scene.stageIds[stage.index]!, accepted, comment: accepted ? null : '缺签到表' }),
  shows: () => ({ status: stage.status }),
});

export const release = (books: Books, stage: Stage, by: Person): Step => ({
  kind: 'release stage',
  says: `the ${by} releases ${stageName(stage)}`,
  predict: () => books.release(stage, by),
  perform: (world) => releaseMilestone(world.as(by), world.scene.stageIds[stage.index]!, null),
  shows: () => ({ status: stage.status }),
});

export const takeBackPayment = (books: Books, stage: Stage, by: Person): Step => ({
  kind: 'take payment back',
  says: `the ${by} takes back the payment of ${stageName(stage)}`,
  predict: () => books.takeBackPayment(stage, by),
  perform: (world) => withdrawRelease(world.as(by), world.scene.stageIds[stage.index]!, '再核对一遍'),
  shows: () => ({ status: stage.status }),
});

export const endProject = (books: Books, by: Person): Step => ({
  kind: 'end project',
  says: `the ${by} ${by === 'reviewer' ? 'stops' : 'cancels'} the project (${books.status})`,
  predict: () => books.end(by),
  perform: (world) => (by === 'reviewer' ? stopProject : cancelProject)(world.as(by), world.scene.projectId, '场地没有了'),
  shows: () => ({ status: books.status }),
});

/** Null among the gifts that are named stands for one of another project. */
export const refund = (books: Books, named: readonly (Gift | null)[] | null, by: Person): Step => ({
  kind: 'prepare refund',
  says: `the ${by} prepares a refund of ${named === null ? 'all that is due' : named.map((gift) => (gift === null ? 'another project\'s gift' : giftName(gift))).join(', ')}`,
  predict: () => books.prepareRefund(named, by),
  perform: (world) => keepOrder(world, books, prepareRefund(world.as(by), {
    projectId: world.scene.projectId, reason: '项目终止,原路退回',
    pledgeIds: named?.map((gift) => (gift === null ? world.setup.otherGiftId : world.giftIds[gift.index]!)) ?? null,
  })),
  shows: () => shownOf(books.orders.at(-1)!),
});

export const reverse = (books: Books, gift: Gift, by: Person): Step => ({
  kind: 'prepare reversal',
  says: `the ${by} says that ${giftName(gift)} was confirmed by mistake`,
  predict: () => books.prepareReversal(gift, by),
  perform: (world) => keepOrder(world, books, prepareReversal(world.as(by), { pledgeId: world.giftIds[gift.index]!, reason: '认错了人' })),
  shows: () => shownOf(books.orders.at(-1)!),
});

async function keepOrder(world: World, books: Books, preparing: Promise<{ id: string }>): Promise<unknown> {
  const order = await preparing;
  world.orderIds[books.orders.length - 1] = order.id;
  return order;
}

const shownOf = ({ cause, status, items }: Order) => ({ cause, status, giftCount: items.length, totalFen: items.reduce((fen, { amount }) => fen + amount, 0) });

export const decide = (books: Books, order: Order, approves: boolean, by: Person): Step => ({
  kind: approves ? `approve ${order.cause}` : 'withdraw',
  says: `the ${by} ${approves ? 'approves' : 'withdraws'} ${orderName(order)}`,
  predict: () => (approves ? books.approve(order, by) : books.withdraw(order, by)),
  perform: (world) => (approves ? approveRefund(world.as(by), world.orderIds[order.index]!, null) : withdrawRefund(world.as(by), world.orderIds[order.index]!)),
  shows: () => shownOf(order),
});

/** It becomes `to`. Without a tick, what is due then is not done before the next step. */
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
