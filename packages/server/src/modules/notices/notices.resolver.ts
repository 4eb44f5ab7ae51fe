import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { connectionOf, PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { Notice, NoticeSetting } from './notice.entities.js';
import * as notices from './notices.service.js';

const NoticeConnection = connectionOf(Notice, 'Notice');

@Resolver(() => Notice)
export class NoticeResolver {
  @FieldResolver(() => String, { description: 'Name of the kind of notification, such as STAGE_VERIFIED.' })
  kind(@Ctx() context: RequestContext, @Root() notice: Notice): Promise<string> {
    return notices.kindOf(context, notice);
  }

  @FieldResolver(() => String, { description: 'What happened, in a few words, in the language of the viewer.' })
  async title(@Ctx() context: RequestContext, @Root() notice: Notice): Promise<string> {
    return (await notices.wordsOf(context, notice)).title;
  }

  @FieldResolver(() => String, { description: 'What the event means for this person.' })
  async text(@Ctx() context: RequestContext, @Root() notice: Notice): Promise<string> {
    return (await notices.wordsOf(context, notice)).text;
  }

  @FieldResolver(() => String, { description: 'The path of a page on this site with more about it.' })
  async path(@Ctx() context: RequestContext, @Root() notice: Notice): Promise<string> {
    return (await notices.wordsOf(context, notice)).path;
  }

  @Mutation(() => User, { description: 'Marks notifications of the viewer as read.' })
  readNotices(
    @Ctx() context: RequestContext,
    @Arg('ids', () => [ID], {
      nullable: true,
      description: "Ids of up to 100 notifications. Without it, all of the viewer's notifications.",
    })
    ids?: string[] | null,
  ): Promise<User> {
    return notices.readNotices(context, ids);
  }

  @Mutation(() => User, { description: 'Chooses whether notifications of a kind also come by mail.' })
  setNoticeMail(
    @Ctx() context: RequestContext,
    @Arg('kind', () => ID, { description: 'Name of the kind.' }) kind: string,
    @Arg('mailed', () => Boolean, { description: 'Whether they come by mail.' }) mailed: boolean,
  ): Promise<User> {
    return notices.setNoticeMail(context, kind, mailed);
  }
}

/** The fields that this module adds to the upstream type User. They always belong to the viewer. */
@Resolver(() => User)
export class ViewerNoticesResolver {
  @FieldResolver(() => NoticeConnection, { description: "The person's notifications, newest first." })
  notices(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Notice>> {
    return notices.listNotices(context, page);
  }

  @FieldResolver(() => Int, { description: 'The number of unread notifications; 100 means 100 or more.' })
  unreadNotices(@Ctx() context: RequestContext): Promise<number> {
    return notices.countUnread(context);
  }

  @FieldResolver(() => [NoticeSetting], {
    description: 'The kinds of notifications, and whether each also comes by mail.',
  })
  noticeSettings(@Ctx() context: RequestContext): Promise<NoticeSetting[]> {
    return notices.listSettings(context);
  }
}
