import { Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { BillDifference, PaymentBill } from './payment-bill.entities.js';

export const BillDifferenceConnection = connectionOf(BillDifference, 'BillDifference');
export const PaymentBillConnection = connectionOf(PaymentBill, 'PaymentBill');

@InputType({ description: "How a difference between a provider's bill and our records was settled." })
export class SettleBillDifferenceInput {
  @Field(() => ID, { description: 'Id of the difference.' })
  id: string;

  @Field(() => String, { description: 'What was found out and done: 5 to 500 characters.' })
  note: string;
}
