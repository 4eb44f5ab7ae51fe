import { ArgsType, Field } from 'type-graphql';
import { Day } from '../../scalars.js';
import { BookLineKind } from './book-line.js';

/** Arguments that select lines of the books. */
@ArgsType()
export class BooksFilter {
  @Field(() => [BookLineKind], {
    nullable: true,
    description: 'Only lines of these kinds. Without it, lines of all kinds.',
  })
  kinds?: readonly BookLineKind[] | null;

  @Field(() => Day, { nullable: true, description: 'Only lines from this day on.' })
  from?: string | null;

  @Field(() => Day, { nullable: true, description: 'Only lines up to and including this day.' })
  to?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Only gifts whose donor's shown name begins with this text, gifts of units whose name contains it, or the gift with this receipt number. Up to 50 characters.",
  })
  search?: string | null;
}
