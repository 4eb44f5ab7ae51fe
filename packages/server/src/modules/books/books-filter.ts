import { ArgsType, Field } from 'type-graphql';
import { Day } from '../../scalars.js';
import { BookLineKind } from './book-line.js';

/** Which lines of the books. */
@ArgsType()
export class BooksFilter {
  @Field(() => [BookLineKind], { nullable: true, description: 'Of these kinds; of all without it.' })
  kinds?: readonly BookLineKind[] | null;

  @Field(() => Day, { nullable: true, description: 'From this day on.' })
  from?: string | null;

  @Field(() => Day, { nullable: true, description: 'Up to this day, itself included.' })
  to?: string | null;

  @Field(() => String, { nullable: true, description: 'Gifts of donors whose shown name begins with this, of units with this in their name, or with this receipt number. Up to 50 characters.' })
  search?: string | null;
}
