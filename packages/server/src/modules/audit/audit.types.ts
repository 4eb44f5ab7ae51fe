import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { PlatformRole } from '../../context.js';
import { Day } from '../../scalars.js';
import { TraceAlert } from './alert.entity.js';

@ObjectType({ description: 'A kind of act in the trace.' })
export class TraceKindShown {
  @Field(() => ID, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: "What was done, in the reader's language." })
  label: string;
}

@ObjectType({ description: 'One fact about an act, before and after it.' })
export class TraceFact {
  @Field(() => String, { description: 'What the fact is about.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Its value before; null where it had none or none was noted.' })
  before: string | null;

  @Field(() => String, { nullable: true, description: 'Its value afterwards; null where none was noted.' })
  after: string | null;
}

@ObjectType({ description: 'A person in the trace.' })
export class TracePerson {
  @Field(() => ID, { description: 'Id of their account.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'The name they go by; null where the account is gone.' })
  name: string | null;
}

@ObjectType('TraceEntry', {
  description: 'One act: who did what to what, when and why. Entries are only ever added; docs/trace.md says more.',
})
export class TraceEntryShown {
  @Field(() => ID, { description: 'Id of the entry.' })
  id: string;

  @Field(() => Date, { description: 'When it was done.' })
  at: Date;

  @Field(() => TraceKindShown, { description: 'What was done.' })
  kind: TraceKindShown;

  @Field(() => TracePerson, {
    nullable: true,
    description: 'Who did it; null where nobody was signed in, or the platform did it.',
  })
  actor: TracePerson | null;

  @Field(() => PlatformRole, {
    nullable: true,
    description: 'The platform role that allowed it; null where none was needed.',
  })
  role: PlatformRole | null;

  @Field(() => ID, { nullable: true, description: 'Id or number of what it was done to.' })
  subject: string | null;

  @Field(() => String, { nullable: true, description: 'What the subject is: account, project, order and so on.' })
  subjectKind: string | null;

  @Field(() => String, { nullable: true, description: 'The page of the subject, as a path; null where it has none.' })
  path: string | null;

  @Field(() => TracePerson, { nullable: true, description: 'The person whose account or rights it concerns.' })
  person: TracePerson | null;

  @Field(() => [TraceFact], { description: 'What it changed.' })
  facts: TraceFact[];

  @Field(() => String, { nullable: true, description: 'Why, in the words of who did it.' })
  reason: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A keyed hash of the network address: the same for the same place, and of no use elsewhere.',
  })
  place: string | null;

  @Field(() => String, { nullable: true, description: 'The family of browser and system, such as firefox/android.' })
  agent: string | null;
}

export const TraceEntryConnection = connectionOf(TraceEntryShown, 'TraceEntry');
export const TraceAlertConnection = connectionOf(TraceAlert, 'TraceAlert');

export enum TraceFormat {
  CSV = 'CSV',
  XLSX = 'XLSX',
  NDJSON = 'NDJSON',
}

registerEnumType(TraceFormat, {
  name: 'TraceFormat',
  description: 'A format of a download of the trace.',
  valuesConfig: {
    CSV: { description: 'Comma-separated values in UTF-8, newest entry first.' },
    XLSX: { description: 'A workbook, newest entry first.' },
    NDJSON: { description: 'All leaves of the signed tree in their order, to verify it; a filter does not apply.' },
  },
});

@InputType({ description: 'Which entries of the trace; without a field, all.' })
export class TraceFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name of who did it.' })
  who?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the account of who did it.' })
  actorId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the account that it concerns.' })
  personId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Names of kinds, up to 20.' })
  kinds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Id or number of what it was done to.' })
  subject?: string | null;

  @Field(() => Day, { nullable: true, description: 'From this day in Shanghai on.' })
  from?: string | null;

  @Field(() => Day, { nullable: true, description: 'Up to this day in Shanghai, with it.' })
  to?: string | null;
}
