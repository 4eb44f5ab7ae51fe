import { Field, Int, ObjectType } from 'type-graphql';
import { ErrorCode } from '../../errors.js';
import { SafeInt } from '../../scalars.js';
import { PaymentMethod } from '../pledges/index.js';

@ObjectType({ description: 'The charity\'s special account, to which transfers go.' })
export class BankAccount {
  @Field(() => String, { description: 'Name of the account\'s holder.' })
  holder: string;

  @Field(() => String, { description: 'The bank and branch.' })
  bank: string;

  @Field(() => String, { description: 'Account number.' })
  number: string;
}

@ObjectType({ description: 'A town or district.' })
export class Region {
  @Field(() => String, { description: 'What Project.region holds.' })
  name: string;

  @Field(() => String, { description: 'Its full name.' })
  fullName: string;

  @Field(() => String, { description: 'Its name in English.' })
  englishName: string;
}

@ObjectType({ description: 'A kind of public service.' })
export class Category {
  @Field(() => String, { description: 'What Project.category holds.' })
  name: string;

  @Field(() => String, { description: 'Its name in English.' })
  englishName: string;
}

@ObjectType({ description: 'An account of the demo, for anyone to sign in with.' })
export class DemoAccount {
  @Field(() => String, { description: 'E-mail address.' })
  email: string;

  @Field(() => String, { description: 'Password; public, which is why the demo exists outside production only.' })
  password: string;

  @Field(() => String, { description: 'What the account is for.' })
  role: string;
}

@ObjectType({ description: 'What this installation offers, and the limits that forms need to know.' })
export class Platform {
  @Field(() => [PaymentMethod], { description: 'Ways to pay.' })
  paymentMethods: PaymentMethod[];

  @Field(() => Int, { description: 'Days of public notice; 0 opens funding at once.' })
  publicNoticeDays: number;

  @Field(() => Int, { description: 'Days after which a pending transfer lapses.' })
  pledgeExpiryDays: number;

  @Field(() => SafeInt, { description: 'Smallest pledge, in fen.' })
  minPledge: number;

  @Field(() => SafeInt, { description: 'Largest pledge, in fen.' })
  maxPledge: number;

  @Field(() => BankAccount, { description: 'Where transfers go.' })
  bankAccount: BankAccount;

  @Field(() => [Region], { description: 'Towns and districts.' })
  regions: readonly Region[];

  @Field(() => [Category], { description: 'Kinds of public service.' })
  categories: readonly Category[];

  @Field(() => [DemoAccount], { description: 'Accounts of the demo; empty outside it.' })
  demoAccounts: readonly DemoAccount[];

  @Field(() => [ErrorCode], { description: 'Every code that a refused operation can answer in `extensions.code`.' })
  errorCodes: readonly ErrorCode[];
}
