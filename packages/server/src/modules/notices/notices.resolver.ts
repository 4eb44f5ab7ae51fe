import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { connectionOf, PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { Notice, NoticePreferences, NoticeSetting } from './notice.entities.js';
import { NoticeLanguage, NoticeTopic, NoticeWay } from './notice.enums.js';
import * as notices from './notices.service.js';
import * as telling from './telling.service.js';

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

  @Mutation(() => User, { description: 'Chooses how the viewer is told of a topic, from now on.' })
  setNoticeWay(
    @Ctx() context: RequestContext,
    @Arg('topic', () => NoticeTopic, { description: 'The topic.' }) topic: NoticeTopic,
    @Arg('way', () => NoticeWay, { description: 'How the viewer is told of it.' }) way: NoticeWay,
  ): Promise<User> {
    return telling.setNoticeWay(context, topic, way);
  }

  @Mutation(() => User, { description: 'Chooses the language in which mail to the viewer is written.' })
  setNoticeLanguage(
    @Ctx() context: RequestContext,
    @Arg('language', () => NoticeLanguage, { description: 'The language.' }) language: NoticeLanguage,
  ): Promise<User> {
    return telling.setNoticeLanguage(context, language);
  }

  @Mutation(() => User, {
    description: 'Chooses the hours in Shanghai in which nothing is mailed. What is due then is mailed afterwards.',
  })
  setQuietHours(
    @Ctx() context: RequestContext,
    @Arg('from', () => Int, {
      nullable: true,
      description: 'The hour at which they begin, 0 to 23. Without both hours, mail is sent at any hour.',
    })
    from?: number | null,
    @Arg('until', () => Int, {
      nullable: true,
      description: 'The hour at which they end, 0 to 23; another one than `from`. They may span midnight.',
    })
    until?: number | null,
  ): Promise<User> {
    return telling.setQuietHours(context, from ?? null, until ?? null);
  }
}

/** The fields that this module adds to the upstream type User. They always belong to the viewer. */
@Resolver(() => User)
export class ViewerNoticesResolver {
  @FieldResolver(() => NoticeConnection, { description: "The person's notifications, newest first." })
  notices(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('topic', () => NoticeTopic, { nullable: true, description: 'Only those of this topic.' })
    topic?: NoticeTopic | null,
    @Arg('unread', () => Boolean, { nullable: true, defaultValue: false, description: 'Whether only unread ones.' })
    unread?: boolean | null,
  ): Promise<Page<Notice>> {
    return notices.listNotices(context, page, { topic: topic ?? null, unread: unread === true });
  }

  @FieldResolver(() => Int, { description: 'The number of unread notifications; 100 means 100 or more.' })
  unreadNotices(@Ctx() context: RequestContext): Promise<number> {
    return notices.countUnread(context);
  }

  @FieldResolver(() => [NoticeSetting], { description: 'The topics of notifications, and how the person is told.' })
  noticeSettings(@Ctx() context: RequestContext): Promise<NoticeSetting[]> {
    return telling.listSettings(context);
  }

  @FieldResolver(() => NoticePreferences, { description: 'The language and the quiet hours of mail to the person.' })
  noticePreferences(@Ctx() context: RequestContext): Promise<NoticePreferences> {
    return telling.ownPreferences(context);
  }
}
