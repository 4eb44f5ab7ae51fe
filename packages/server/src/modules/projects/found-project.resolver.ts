import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { SearchHit, SearchKind } from '../search/index.js';
import { Project } from './project.entity.js';
import { findVisibleProject } from './projects.access.js';

@Resolver(() => SearchHit)
export class FoundProjectResolver {
  @FieldResolver(() => Project, { nullable: true, description: 'The project, where the search found one.' })
  project(@Ctx() context: RequestContext, @Root() { kind, id }: SearchHit): Promise<Project | null> | null {
    return kind === SearchKind.PROJECTS ? findVisibleProject(context, { id }) : null;
  }
}
