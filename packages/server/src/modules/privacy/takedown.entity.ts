import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** What staff can take down. */
export enum TakedownOf {
  GIFT_NAME = 'GIFT_NAME',
  GIFT_MESSAGE = 'GIFT_MESSAGE',
  GIFT_CONTACT = 'GIFT_CONTACT',
  FILE = 'FILE',
  UPDATE = 'UPDATE',
}

export enum TakedownCause {
  PERSONAL_DATA = 'PERSONAL_DATA',
  AT_REQUEST = 'AT_REQUEST',
  OFFENSIVE = 'OFFENSIVE',
  UNLAWFUL = 'UNLAWFUL',
  FALSE = 'FALSE',
}

registerEnumType(TakedownOf, {
  name: 'TakedownOf',
  description: 'What was taken down.',
  valuesConfig: {
    GIFT_NAME: { description: 'The name under which a gift was shown.' },
    GIFT_MESSAGE: { description: 'The message of a gift.' },
    GIFT_CONTACT: { description: 'The telephone number of a guest, which was never public.' },
    FILE: { description: 'A file of evidence, or a photo.' },
    UPDATE: { description: 'News of a project, or thanks to its donors.' },
  },
});
registerEnumType(TakedownCause, {
  name: 'TakedownCause',
  description: 'Why something was taken down, as everybody may read it.',
  valuesConfig: {
    PERSONAL_DATA: { description: 'It showed personal data of somebody.' },
    AT_REQUEST: { description: 'The person whom it concerns asked for it.' },
    OFFENSIVE: { description: 'It offended somebody.' },
    UNLAWFUL: { description: 'It broke the law.' },
    FALSE: { description: 'It was not true.' },
  },
});

/** The public mark that stays where something was taken down. Rows are only ever added. */
@Entity('takedowns')
@ObjectType('Tombstone', { description: 'What stays in public where staff took something down.' })
export class Takedown {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the tombstone.' })
  id: string;

  @Column(column.text())
  @Field(() => TakedownOf, { description: 'What was taken down.' })
  what: TakedownOf;

  /** The id of the gift, the file or the update. */
  @Column(column.id())
  subjectId: string;

  @Column(column.text())
  @Field(() => TakedownCause, { description: 'Why.' })
  cause: TakedownCause;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description:
      'Of a file its SHA-256; of another text a keyed digest, by which the operator can prove later what it was. Null for names and telephone numbers, which could be guessed.',
  })
  digest: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was taken down.' })
  at: Date;

  @Column(column.id())
  byId: string;
}
