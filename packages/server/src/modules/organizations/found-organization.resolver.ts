import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { SearchHit, SearchKind } from '../search/index.js';
import { Organization } from './organization.entity.js';
import { findVisibleOrganization } from './organizations.access.js';

@Resolver(() => SearchHit)
export class FoundOrganizationResolver {
  @FieldResolver(() => Organization, { nullable: true, description: 'The unit, where the search found one.' })
  organization(@Ctx() context: RequestContext, @Root() { kind, id }: SearchHit): Promise<Organization | null> | null {
    return kind === SearchKind.ORGANIZATIONS ? findVisibleOrganization(context, id) : null;
  }
}
