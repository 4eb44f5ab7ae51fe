import { Field, Int, ObjectType } from 'type-graphql';
import { ErrorCode } from '../../errors.js';
import { SafeInt } from '../../scalars.js';
import { PaymentMethod } from '../pledges/index.js';

@ObjectType({ description: "The charity's special account, to which transfers go." })
export class BankAccount {
  @Field(() => String, { description: "Name of the account's holder." })
  holder: string;

  @Field(() => String, { description: 'The bank and branch.' })
  bank: string;

  @Field(() => String, { description: 'Account number.' })
  number: string;
}

@ObjectType({ description: 'A town or district.' })
export class Region {
  @Field(() => String, { description: 'The value of Project.region.' })
  name: string;

  @Field(() => String, { description: 'The full name in Chinese.' })
  fullName: string;

  @Field(() => String, { description: 'The name in English.' })
  englishName: string;
}

@ObjectType({ description: 'A kind of public service.' })
export class Category {
  @Field(() => String, { description: 'The value of Project.category.' })
  name: string;

  @Field(() => String, { description: 'The name in English.' })
  englishName: string;
}

@ObjectType({ description: 'An account of the demo, with which everybody can sign in.' })
export class DemoAccount {
  @Field(() => String, { description: 'E-mail address.' })
  email: string;

  @Field(() => String, { description: 'Password. It is public, because the demo exists outside production only.' })
  password: string;

  @Field(() => String, { description: 'What the account is for.' })
  role: string;
}

@ObjectType({ description: 'Files of up to this size are sent directly. Larger ones are better made as long work.' })
export class DirectFiles {
  @Field(() => Int, { description: 'Rows of an export.' })
  rows: number;

  @Field(() => Int, { description: 'Gifts of an annual statement.' })
  gifts: number;
}

@ObjectType({ description: 'Who runs this installation. What the operator did not say is null.' })
export class Operator {
  @Field(() => String, { nullable: true, description: 'Name of the organisation.' })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'Postal address.' })
  address: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where vulnerabilities are reported: an address that begins with `mailto:` or `https:`.',
  })
  security: string | null;
}

@ObjectType({ description: 'What this installation offers, and the limits that forms need to know.' })
export class Platform {
  @Field(() => [PaymentMethod], { description: 'Ways to pay.' })
  paymentMethods: PaymentMethod[];

  @Field(() => Int, { description: 'Days of public notice. 0 opens funding at once.' })
  publicNoticeDays: number;

  @Field(() => Int, { description: 'Days after which an unpaid pledge lapses.' })
  pledgeExpiryDays: number;

  @Field(() => SafeInt, { description: 'Smallest pledge, in fen.' })
  minPledge: number;

  @Field(() => SafeInt, { description: 'Largest pledge, in fen.' })
  maxPledge: number;

  @Field(() => BankAccount, { description: 'The account to which transfers go.' })
  bankAccount: BankAccount;

  @Field(() => [Region], { description: 'Towns and districts.' })
  regions: readonly Region[];

  @Field(() => [Category], { description: 'Kinds of public service.' })
  categories: readonly Category[];

  @Field(() => DirectFiles, { description: 'Which files are small enough to be sent directly.' })
  directFiles: DirectFiles;

  @Field(() => Boolean, {
    description: 'Whether text messages are sent, so that people can add a telephone number to their account.',
  })
  textMessages: boolean;

  @Field(() => [DemoAccount], { description: 'Accounts of the demo; empty when the demo is not loaded.' })
  demoAccounts: readonly DemoAccount[];

  @Field(() => [ErrorCode], { description: 'Every code that a refused operation can return in `extensions.code`.' })
  errorCodes: readonly ErrorCode[];

  @Field(() => Operator, { description: 'Who runs this installation, and how people reach them.' })
  operator: Operator;
}
