import { notFound } from '../../errors.js';
import { defineTopicOfEach } from '../../live/topics.js';
import { pledgeLoader, seesPrivately } from '../pledges/index.js';
import { OnlinePayment } from './online-payment.entity.js';

/**
 * The state of a payment. The topic tells no more than that it changed, and only who started the payment knows its id,
 * so guests may watch theirs.
 */
export const ONLINE_PAYMENT = defineTopicOfEach('online-payment', async (context, id, field) => {
  const payment = await context.db.read.findOneBy(OnlinePayment, { id });
  const pledge = payment === null ? null : await pledgeLoader(context).load(payment.pledgeId);
  if (pledge === null || !(pledge.userId === null || seesPrivately(context, pledge))) throw notFound(field);
});
