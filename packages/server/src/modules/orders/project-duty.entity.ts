import { registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum Duty {
  DECIDES = 'DECIDES',
  PAYS = 'PAYS',
  BOTH_BEFORE = 'BOTH_BEFORE',
}

registerEnumType(Duty, {
  name: 'ProjectDuty',
  description: 'What a person does for a project. One duty excludes the other.',
  valuesConfig: {
    DECIDES: {
      description:
        'Decided as a reviewer on the project, on an objection to it, on a report of one of its stages, or on a measurement.',
    },
    PAYS: {
      description:
        "Confirmed a payment to the project, or prepared or signed an order over its money, such as a stage's payment or a refund.",
    },
    BOTH_BEFORE: {
      description: 'Did both before the duties excluded each other, and may do neither from now on.',
    },
  },
});

/**
 * The duty that a person has taken for a project by their first act. The primary key lets a person have one duty only,
 * so two acts at once cannot give them both.
 */
@Entity('project_duties')
export class ProjectDuty {
  @PrimaryColumn(column.key())
  projectId: string;

  @PrimaryColumn(column.key())
  userId: string;

  @Column(column.text())
  duty: Duty;

  /** When the person took the duty. For BOTH_BEFORE, the moment of the last act that was still allowed. */
  @Column(column.time())
  sinceAt: Date;
}
