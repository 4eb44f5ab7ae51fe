import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { SearchHit, SearchKind } from '../search/index.js';
import { Project } from './project.entity.js';
import { findListedProjects } from './projects.access.js';

@Resolver(() => SearchHit)
export class FoundProjectResolver {
  @FieldResolver(() => Project, { nullable: true, description: 'The project, where the search found one.' })
  async project(@Ctx() context: RequestContext, @Root() { kind, id }: SearchHit): Promise<Project | null> {
    if (kind !== SearchKind.PROJECTS) return null;
    const [project] = await findListedProjects(context, [id]);
    return project ?? null;
  }
}
