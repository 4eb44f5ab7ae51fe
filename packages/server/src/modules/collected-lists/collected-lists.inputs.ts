import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../connection.js';
import { Day, SafeInt } from '../../scalars.js';
import { DonorCategory } from '../pledges/index.js';
import { CollectedList, CollectedListRow } from './collected-list.entity.js';
import { ListRowsShown } from './collected-list.enums.js';
import { LIST_LIMITS } from './list-rows.rules.js';

export const CollectedListConnection = connectionOf(CollectedList, 'CollectedList');
export const CollectedListRowConnection = connectionOf(CollectedListRow, 'CollectedListRow');

@ArgsType()
export class ListRowsArgs extends PageArgs {
  @Field(() => ListRowsShown, { defaultValue: ListRowsShown.ALL, description: 'Which rows are asked for.' })
  shown: ListRowsShown;
}

@ObjectType({ description: 'What is wrong with a cell of a collected list.' })
export class ListCellFault {
  @Field(() => String, { description: 'The cell as spreadsheets call it, such as B7.' })
  cell: string;

  @Field(() => String, { description: 'What is wrong with it, in the language of the request.' })
  message: string;
}

@ObjectType({ description: 'What became of the gifts of a collected list.' })
export class CollectedListStanding {
  @Field(() => Int, { description: 'How many gifts wait for the transfer.' })
  waiting: number;

  @Field(() => Int, { description: 'How many gifts are paid.' })
  paid: number;

  @Field(() => SafeInt, { name: 'paidAmount', description: 'The sum of the paid gifts, in fen.' })
  paidFen: number;
}

@InputType({ description: 'What a row of a collected list is to say.' })
export class CorrectRowInput {
  @Field(() => ID, { description: 'Id of the row.' })
  id: string;

  @Field(() => Int, { description: 'The version of the list that the viewer saw.' })
  version: number;

  @Field(() => String, { description: `The name of one giver, 1 to ${LIST_LIMITS.name.max} characters.` })
  name: string;

  @Field(() => SafeInt, { description: 'Fen, ¥1 to ¥10 million.' })
  amount: number;

  @Field(() => DonorCategory, { nullable: true, description: 'The group of the giver.' })
  category?: DonorCategory | null;

  @Field(() => Day, { nullable: true, description: 'The day on which the unit got the money, at the latest today.' })
  givenOn?: string | null;

  @Field(() => String, { nullable: true, description: `Up to ${LIST_LIMITS.note.max} characters.` })
  note?: string | null;
}
