import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { SafeInt } from '../../scalars.js';

export enum BookLineKind {
  GIFT = 'GIFT',
  RELEASE = 'RELEASE',
  REFUND = 'REFUND',
  CORRECTION = 'CORRECTION',
}

registerEnumType(BookLineKind, {
  name: 'BookLineKind',
  description: 'Why money moved.',
  valuesConfig: {
    GIFT: { description: 'A gift came into the fund.' },
    RELEASE: { description: 'A verified stage was paid out of the fund.' },
    REFUND: { description: 'A gift was given back, as far as no stage had used it.' },
    CORRECTION: { description: 'A gift had been confirmed by mistake: what came in is lower by it.' },
  },
});

/** A line of the public books: one posting to one of a fund's accounts. */
@ObjectType({ description: 'A movement of money into or out of a project\'s fund, as the ledger has it.' })
export class BookLine {
  @Field(() => ID, { description: 'Id of the journal entry.' })
  id: string;

  @Field(() => Date, { description: 'When it was posted.' })
  at: Date;

  @Field(() => BookLineKind, { description: 'Why.' })
  kind: BookLineKind;

  @Field(() => SafeInt, { description: 'Fen: above zero into the fund, below zero out of it.' })
  amount: number;

  /** The project whose fund it is. */
  fundId: string;

  /** What caused it, in the words of whoever posted it. */
  sourceKey: string;

  /** The number of the paper behind it; null where the ledger has none. */
  document: string | null;
}

export const BookLineConnection = connectionOf(BookLine, 'BookLine');

@ObjectType({ description: 'The same total, worked out anew from each place in which it stands.' })
export class BooksCheck {
  @Field(() => Date, { description: 'When it was worked out.' })
  at: Date;

  @Field(() => SafeInt, { description: 'What pages show as raised, less refunds: the counters.' })
  shown: number;

  @Field(() => SafeInt, { description: 'The balances that the ledger keeps for what came in, less refunds.' })
  ledger: number;

  @Field(() => SafeInt, { description: 'The sum of the ledger\'s postings, line by line, releases aside.' })
  postings: number;

  @Field(() => SafeInt, { description: 'The sum of the paid gifts, less what was given back of them.' })
  gifts: number;

  @Field(() => SafeInt, { description: 'The sum of the valid receipts.' })
  receipts: number;

  @Field(() => SafeInt, { description: 'The sum of the lines that the export writes, releases aside.' })
  exported: number;

  @Field(() => SafeInt, { description: 'How many lines the export has.' })
  lines: number;

  @Field(() => Boolean, { description: 'Whether all of them are the same, to the fen.' })
  get equal(): boolean {
    return new Set([this.shown, this.ledger, this.postings, this.gifts, this.receipts, this.exported]).size === 1;
  }
}
