import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { SearchKind } from './search-kind.js';

@ObjectType({ description: 'A part of a text that matches the search.' })
export class SearchMark {
  @Field(() => Int, { description: 'Where the part begins, in UTF-16 code units, as JavaScript counts them.' })
  start: number;

  @Field(() => Int, { description: 'How long the part is, in UTF-16 code units.' })
  length: number;
}

@ObjectType({ description: 'Something that a search found.' })
export class SearchHit {
  @Field(() => SearchKind, { description: 'What it is.' })
  kind: SearchKind;

  @Field(() => ID, { description: 'Its id, the number of a receipt or the name of a page.' })
  id: string;

  @Field(() => String, { description: 'Its title, as the viewer may see it.' })
  title: string;

  @Field(() => [SearchMark], { description: 'The parts of the title that match, in order.' })
  titleMarks: SearchMark[];

  @Field(() => String, {
    description: 'What it is about, cut around the first part that matches; empty when nothing is said about it.',
  })
  text: string;

  @Field(() => [SearchMark], { description: 'The parts of the text that match, in order.' })
  textMarks: SearchMark[];

  @Field(() => String, { description: 'The address of its page, without the host.' })
  path: string;
}

@ObjectType({ description: 'How many things of one kind a search found.' })
export class SearchCount {
  @Field(() => SearchKind, { description: 'The kind.' })
  kind: SearchKind;

  @Field(() => Int, { description: 'How many of them the viewer may find.' })
  count: number;
}

const HitConnection = connectionOf(SearchHit, 'SearchHit');

@ObjectType({ description: 'What a search found: one page of it, the best first.' })
export class SearchResults extends HitConnection {
  @Field(() => [SearchCount], {
    description: 'How many things of each kind the whole search found, whatever kinds the page shows.',
  })
  counts: SearchCount[];

  @Field(() => Boolean, {
    description: 'Whether nothing was found as it was typed, so that the page shows what was probably meant.',
  })
  isLoose: boolean;
}
