import { Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { SafeInt } from '../../scalars.js';
import { Programme, ProgrammeMove } from './programme.entities.js';
import { ProgrammeSource, SourceUse } from './programme.enums.js';
import { LIMITS } from './programmes.rules.js';

export const ProgrammeConnection = connectionOf(Programme, 'Programme');
export const ProgrammeMoveConnection = connectionOf(ProgrammeMove, 'ProgrammeMove');

@InputType({ description: 'An aid programme to propose.' })
export class ProposeProgrammeInput {
  @Field(() => String, { description: `The name, 1 to ${LIMITS.title.max} characters.` })
  title: string;

  @Field(() => String, {
    description: `What the money is for, and who can get it, 1 to ${LIMITS.purpose.max} characters.`,
  })
  purpose: string;

  @Field(() => [ProgrammeSource], {
    description: 'The sources that it takes money from, in the order in which they pay.',
  })
  sources: ProgrammeSource[];

  @Field(() => SourceUse, { description: 'Which source pays a grant.' })
  sourceUse: SourceUse;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Money that arrived on the special account for an aid programme.' })
export class BookProgrammeIncomeInput {
  @Field(() => ID, { description: 'Id of the programme.' })
  programmeId: string;

  @Field(() => ProgrammeSource, { description: 'The source, one of those of the programme.' })
  source: ProgrammeSource;

  @Field(() => SafeInt, {
    description: `The amount, in fen, ${LIMITS.amountFen.min} to ${LIMITS.amountFen.max}.`,
  })
  amount: number;

  @Field(() => String, {
    description: `The bank's reference of the transfer, 1 to ${LIMITS.bankReference.max} characters.`,
  })
  bankReference: string;

  @Field(() => String, {
    description: `What the money is, in words for everybody and without names of people, 1 to ${LIMITS.note.max} characters.`,
  })
  note: string;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'One person on a list of grants.' })
export class GrantRowInput {
  @Field(() => String, { description: `The name, 1 to ${LIMITS.name.max} characters. It is sealed.` })
  name: string;

  @Field(() => String, { description: 'The number of the account, 8 to 32 digits. It is sealed.' })
  account: string;

  @Field(() => String, { description: `The bank and its branch, 1 to ${LIMITS.bank.max} characters.` })
  bank: string;

  @Field(() => SafeInt, {
    description: `The amount, in fen, ${LIMITS.amountFen.min} to ${LIMITS.amountFen.max}.`,
  })
  amount: number;
}

@InputType({ description: 'A list of grants to prepare.' })
export class PrepareProgrammeGrantsInput {
  @Field(() => ID, { description: 'Id of the programme.' })
  programmeId: string;

  @Field(() => String, {
    description: `What is paid, in words for everybody and without names of people, 1 to ${LIMITS.note.max} characters.`,
  })
  note: string;

  @Field(() => [GrantRowInput], {
    description: `The people, ${LIMITS.rows.min} to ${LIMITS.rows.max}, each of them once.`,
  })
  rows: GrantRowInput[];

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'The payment of a grant that came back.' })
export class ReturnProgrammeGrantInput {
  @Field(() => ID, { description: 'Id of the grant, as `readProgrammeRecipients` gives it.' })
  grantId: string;

  @Field(() => String, {
    description: `The bank's reference of the money that came back, 1 to ${LIMITS.bankReference.max} characters.`,
  })
  bankReference: string;
}

@InputType({ description: 'Money of one source that is to go to another aid programme.' })
export class AllocateProgrammeInput {
  @Field(() => ID, { description: 'Id of the programme that gives.' })
  programmeId: string;

  @Field(() => ID, { description: 'Id of the programme that gets.' })
  toProgrammeId: string;

  @Field(() => ProgrammeSource, { description: 'The source, one of both programmes.' })
  source: ProgrammeSource;

  @Field(() => SafeInt, {
    description: `The amount, in fen, ${LIMITS.amountFen.min} to ${LIMITS.amountFen.max}.`,
  })
  amount: number;

  @Field(() => String, { description: `Why, in words for everybody, 1 to ${LIMITS.note.max} characters.` })
  note: string;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}
