import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { currentNotice, findNotice } from './privacy-notices.js';

@ObjectType({ description: 'A version of the notice that says which personal data is processed, and why.' })
export class PrivacyNotice {
  @Field(() => String, { description: 'The version: the day from which it holds, such as 2026-11-30.' })
  version: string;

  @Field(() => String, { description: 'The notice in the language of the request, as Markdown.' })
  text: string;

  @Field(() => Boolean, { description: 'Whether it is the version that holds now.' })
  isCurrent: boolean;
}

@Resolver()
export class PrivacyNoticeResolver {
  @Query(() => PrivacyNotice, { nullable: true, description: 'The privacy notice; null for a version that never was.' })
  privacyNotice(
    @Ctx() context: RequestContext,
    @Arg('version', () => String, { nullable: true, description: 'The version; without it, the one that holds now.' })
    version?: string | null,
  ): PrivacyNotice | null {
    const notice = version == null ? currentNotice() : findNotice(version);
    if (notice === null) return null;
    const text = context.language === 'en' ? notice.en : notice.zh;
    return { version: notice.version, text, isCurrent: notice === currentNotice() };
  }
}
