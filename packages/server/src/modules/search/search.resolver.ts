import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { SearchKind } from './search-kind.js';
import { search, TEXT_LENGTH } from './search.service.js';
import { SearchResults } from './search.types.js';

@Resolver()
export class SearchResolver {
  @Query(() => SearchResults, {
    description:
      'Searches everything that the viewer may see: by parts of names and texts, pinyin, initials, and with typing errors where nothing else is found. The best come first.',
  })
  search(
    @Ctx() context: RequestContext,
    @Arg('text', () => String, {
      description: `The words, in any order, up to ${TEXT_LENGTH.max} characters. A result has all of them.`,
    })
    text: string,
    @Arg('kinds', () => [SearchKind], { nullable: true, description: 'Which kinds to show. Without it, all.' })
    kinds: SearchKind[] | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<SearchResults> {
    return search(context, text, kinds, page);
  }
}
