import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum HiddenBy {
  UNIT = 'UNIT',
  STAFF = 'STAFF',
}

registerEnumType(HiddenBy, {
  name: 'HiddenBy',
  description: 'Who hid a question.',
  valuesConfig: {
    UNIT: { description: 'An editor of the unit that runs the project.' },
    STAFF: { description: 'Staff of the platform.' },
  },
});

/** A question to the unit of a project. Its text is that of a person, so it is public only through the resolver. */
@Entity('project_questions')
@ObjectType({ description: 'A question to the unit that runs a project, and the answer of the unit.' })
export class Question {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the question.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.id())
  authorId: string;

  @Column(column.text())
  text: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was asked.' })
  askedAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'The day until which the unit is to answer.' })
  dueAt: Date;

  @Column(column.text({ nullable: true }))
  answer: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the unit answered; null before.' })
  answeredAt: Date | null;

  @Column(column.id({ nullable: true }))
  answeredById: string | null;

  @Column(column.integer())
  @Field(() => Int, { description: 'How often the unit has corrected its answer.' })
  answerCorrections: number;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the unit last corrected its answer; null before.' })
  answerCorrectedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was hidden; null while everybody reads it.' })
  hiddenAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => HiddenBy, { nullable: true, description: 'Who hid it; null while everybody reads it.' })
  hiddenBy: HiddenBy | null;

  @Column(column.id({ nullable: true }))
  hiddenById: string | null;

  @Column(column.text({ nullable: true }))
  hiddenReason: string | null;
}

/** An answer that the unit has replaced. It stays beside the new one, so that nobody can change what was said unseen. */
@Entity('replaced_answers')
@ObjectType({ description: 'An answer that the unit has corrected since.' })
export class ReplacedAnswer {
  @PrimaryColumn(column.key())
  questionId: string;

  /** 1 for the first answer. */
  @PrimaryColumn(column.integerKey())
  number: number;

  @Column(column.text())
  @Field(() => String, { description: 'What the unit had answered.' })
  text: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the unit had answered so.' })
  writtenAt: Date;

  @Column(column.id())
  writtenById: string;
}
