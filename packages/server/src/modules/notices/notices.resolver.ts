import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { connectionOf, PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { Notice, NoticeSetting } from './notice.entities.js';
import * as notices from './notices.service.js';

const NoticeConnection = connectionOf(Notice, 'Notice');

@Resolver(() => Notice)
export class NoticeResolver {
  @FieldResolver(() => String, { description: 'Name of its kind, such as STAGE_VERIFIED.' })
  kind(@Ctx() context: RequestContext, @Root() notice: Notice): Promise<string> {
    return notices.kindOf(context, notice);
  }

  @FieldResolver(() => String, { description: 'What happened, in a few words, in the language of whoever asks.' })
  async title(@Ctx() context: RequestContext, @Root() notice: Notice): Promise<string> {
    return (await notices.wordsOf(context, notice)).title;
  }

  @FieldResolver(() => String, { description: 'What it means to this person.' })
  async text(@Ctx() context: RequestContext, @Root() notice: Notice): Promise<string> {
    return (await notices.wordsOf(context, notice)).text;
  }

  @FieldResolver(() => String, { description: 'Where on this site there is more to see, as a path.' })
  async path(@Ctx() context: RequestContext, @Root() notice: Notice): Promise<string> {
    return (await notices.wordsOf(context, notice)).path;
  }

  @Mutation(() => User, { description: 'Marks own notices as read.' })
  readNotices(@Ctx() context: RequestContext, @Arg('ids', () => [ID], { nullable: true, description: 'Which ones, up to 100; all of them without it.' }) ids?: string[] | null): Promise<User> {
    return notices.readNotices(context, ids);
  }

  @Mutation(() => User, { description: 'Chooses whether notices of a kind come by mail, too.' })
  setNoticeMail(
    @Ctx() context: RequestContext,
    @Arg('kind', () => ID, { description: 'Name of the kind.' }) kind: string,
    @Arg('mailed', () => Boolean, { description: 'Whether they do.' }) mailed: boolean,
  ): Promise<User> {
    return notices.setNoticeMail(context, kind, mailed);
  }
}

/** What notices add to the type upstream of them. A viewer is always the one who asks. */
@Resolver(() => User)
export class ViewerNoticesResolver {
  @FieldResolver(() => NoticeConnection, { description: 'What they were told, newest first.' })
  notices(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Notice>> {
    return notices.listNotices(context, page);
  }

  @FieldResolver(() => Int, { description: 'How many of their notices are new; 100 stands for 100 and more.' })
  unreadNotices(@Ctx() context: RequestContext): Promise<number> {
    return notices.countUnread(context);
  }

  @FieldResolver(() => [NoticeSetting], { description: 'The kinds of notices, with whether each comes by mail.' })
  noticeSettings(@Ctx() context: RequestContext): Promise<NoticeSetting[]> {
    return notices.listSettings(context);
  }
}
