import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { PlatformRole } from '../../context.js';
import { PersonalData } from '../trace/index.js';
import { seeAccounts } from './identity.permissions.js';

/** The description of a password that is set. */
export const NEW_PASSWORD = '8 to 200 characters, and not among the first that somebody would guess.';

@InputType({ description: 'A new account.' })
export class SignUpInput {
  @Field(() => String, { description: 'E-mail address. Upper and lower case are the same.' })
  email: string;

  @Field(() => String, { description: NEW_PASSWORD })
  password: string;

  @Field(() => String, { description: 'The name to show, 1 to 50 characters.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The version of the privacy notice that the person accepted (`privacyNotice`). Without it nothing is recorded, and `Viewer.noticeDue` is true.',
  })
  noticeVersion?: string | null;
}

@ObjectType({ description: "A person's account. Only administrators see it." })
export class Account {
  @Field(() => ID, { description: 'Id of the account.' })
  id: string;

  @Field(() => String, { description: 'The name that the person chose.' })
  name: string;

  @PersonalData<Account>({ seenWith: seeAccounts, isOwn: ({ id }, userId) => id === userId })
  @Field(() => String, { description: 'E-mail address.' })
  email: string;

  @Field(() => [PlatformRole], { description: "The person's platform roles." })
  roles: PlatformRole[];

  @Field(() => Date, { description: 'When the person signed up.' })
  createdAt: Date;

  @Field(() => Date, { nullable: true, description: 'Since when the account is suspended; null while it is not.' })
  suspendedAt: Date | null;
}

export const AccountConnection = connectionOf(Account, 'Account');
