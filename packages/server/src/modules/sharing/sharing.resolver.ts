import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { isMemberOf } from '../organizations/index.js';
import { Project } from '../projects/index.js';
import { SOURCES } from './sharing.rules.js';
import { shortLinkLoader, visitsLoader } from './short-links.service.js';

@ObjectType({ description: 'How often the short address of a project was opened from one kind of place.' })
export class LinkVisits {
  @Field(() => String, {
    description:
      'Where the link was: `sheet` (the share sheet of a device), `copy`, `poster`, `print` (a printed page), `qr`, `embed` (a widget), or `other` for links that name no known place.',
  })
  source: string;

  @Field(() => Int, { description: 'How often it was opened. Nothing is kept of who opened it.' })
  visits: number;
}

@Resolver(() => Project)
export class ProjectSharingResolver {
  @FieldResolver(() => String, {
    description: "The project's short address on this server, for passing on; its long one until a short one is made.",
  })
  async sharePath(@Root() project: Project, @Ctx() context: RequestContext): Promise<string> {
    const link = await shortLinkLoader(context).load(project.id);
    return link === null ? `/projects/${project.slug}` : `/p/${link.code}`;
  }

  @FieldResolver(() => [LinkVisits], {
    description:
      "How often the short address was opened, by where the link was. Empty for people outside the project's unit.",
  })
  async linkVisits(@Root() project: Project, @Ctx() context: RequestContext): Promise<LinkVisits[]> {
    if (!(await isMemberOf(context, project.organizationId))) return [];
    const link = await shortLinkLoader(context).load(project.id);
    const rows = link === null ? [] : await visitsLoader(context).load(link.code);
    const visitsOf = new Map(rows.map(({ source, visits }) => [source, visits]));
    return SOURCES.map((source) => ({ source, visits: visitsOf.get(source) ?? 0 }));
  }
}
