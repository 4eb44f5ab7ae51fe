import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { translate } from '../../messages/index.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { Project, projectLoader } from '../projects/index.js';
import { Work } from '../works/index.js';
import { CollectedList, CollectedListRow, type SheetNotice } from './collected-list.entity.js';
import { CollectedListAction } from './collected-list.enums.js';
import { findOwnList } from './collected-lists.access.js';
import {
  CollectedListConnection,
  CollectedListRowConnection,
  CollectedListStanding,
  CorrectRowInput,
  ListCellFault,
  ListRowsArgs,
} from './collected-lists.inputs.js';
import { correctRow, leaveOutRow } from './correct-rows.js';
import * as queries from './collected-lists.queries.js';
import * as lists from './collected-lists.service.js';

@Resolver(() => CollectedList)
export class CollectedListResolver {
  @Query(() => CollectedList, {
    nullable: true,
    description: 'A collected list; null unless the viewer is an editor or owner of its unit.',
  })
  collectedList(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the list.' }) id: string,
  ): Promise<CollectedList | null> {
    return findOwnList(context, id);
  }

  @Query(() => CollectedListConnection, {
    description: 'The collected lists of a unit, the newest first. Its editors and owners see them.',
  })
  collectedLists(
    @Ctx() context: RequestContext,
    @Arg('organizationId', () => ID, { description: 'The unit.' }) organizationId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<CollectedList>> {
    return queries.listLists(context, organizationId, page);
  }

  @Mutation(() => CollectedList, {
    description:
      'Makes every row of a list a gift on behalf of its unit, or none. All of them wait for one transfer with one remark code. The same request by the same person again returns the committed list.',
  })
  commitCollectedList(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the list.' }) id: string,
    @Arg('version', () => Int, { description: 'The version that the viewer saw.' }) version: number,
    @Arg('projectId', () => ID, { description: 'The project to which all of them give.' }) projectId: string,
    @Arg('campaignId', () => ID, {
      nullable: true,
      description: 'The campaign for which all of them count. It has to be open and to call for this project.',
    })
    campaignId?: string | null,
  ): Promise<CollectedList> {
    return lists.commitList(context, id, version, projectId, campaignId);
  }

  @Mutation(() => CollectedList, {
    description: 'Corrects a row of a list whose rows are no gifts yet. A row that was left out is a gift again.',
  })
  correctCollectedListRow(
    @Ctx() context: RequestContext,
    @Arg('input', () => CorrectRowInput, { description: 'What the row is to say.' }) input: CorrectRowInput,
  ): Promise<CollectedList> {
    return correctRow(context, input);
  }

  @Mutation(() => CollectedList, { description: 'Leaves a row out of the gifts of its list.' })
  leaveOutCollectedListRow(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the row.' }) id: string,
    @Arg('version', () => Int, { description: 'The version of the list that the viewer saw.' }) version: number,
  ): Promise<CollectedList> {
    return leaveOutRow(context, id, version);
  }

  @Mutation(() => CollectedList, {
    description: 'Removes a list whose rows are no gifts yet, with the names in it.',
  })
  discardCollectedList(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the list.' }) id: string,
  ): Promise<CollectedList> {
    return lists.discardList(context, id);
  }

  @Mutation(() => CollectedList, {
    description: 'Cancels all gifts of a list, as long as none of them was paid.',
  })
  withdrawCollectedList(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the list.' }) id: string,
  ): Promise<CollectedList> {
    return lists.withdrawList(context, id);
  }

  @FieldResolver(() => Organization, { description: 'The unit that collected the gifts.' })
  organization(
    @Ctx() context: RequestContext,
    @Root() { organizationId }: CollectedList,
  ): Promise<Organization | null> {
    return organizationLoader(context).load(organizationId);
  }

  @FieldResolver(() => Project, {
    nullable: true,
    description: 'The project to which its gifts go; null before its rows are gifts.',
  })
  async project(@Ctx() context: RequestContext, @Root() { projectId }: CollectedList): Promise<Project | null> {
    return projectId === null ? null : projectLoader(context).load(projectId);
  }

  @FieldResolver(() => [String], { description: 'What the file has besides the list, such as hidden sheets.' })
  notices(@Ctx() { language }: RequestContext, @Root() { noticesJson }: CollectedList): string[] {
    return (JSON.parse(noticesJson) as SheetNotice[]).map(({ key, sheet }) => translate(language, key, { sheet }));
  }

  @FieldResolver(() => CollectedListRowConnection, { description: 'Its rows, in the order of the file.' })
  rows(
    @Ctx() context: RequestContext,
    @Root() list: CollectedList,
    @Args(() => ListRowsArgs) { shown, ...page }: ListRowsArgs,
  ): Promise<Page<CollectedListRow>> {
    return queries.listRows(context, list, shown, page);
  }

  @FieldResolver(() => CollectedListStanding, { description: 'What became of its gifts.' })
  standing(@Ctx() context: RequestContext, @Root() { id }: CollectedList): Promise<CollectedListStanding> {
    return queries.standingLoader(context).load(id);
  }

  @FieldResolver(() => Work, {
    nullable: true,
    description: 'The work that makes its rows gifts; null for a short list, which needs none.',
  })
  commitment(@Ctx() context: RequestContext, @Root() { id }: CollectedList): Promise<Work | null> {
    return queries.commitmentLoader(context).load(id);
  }

  @FieldResolver(() => [CollectedListAction], { description: 'What the viewer can do with it now.' })
  viewerActions(@Ctx() context: RequestContext, @Root() list: CollectedList): Promise<CollectedListAction[]> {
    return queries.actionsOf(context, list);
  }
}

@Resolver(() => CollectedListRow)
export class CollectedListRowResolver {
  @FieldResolver(() => [ListCellFault], { description: 'What is wrong with its cells.' })
  faults(@Ctx() { language }: RequestContext, @Root() row: CollectedListRow): ListCellFault[] {
    return row.faults.map(({ cell, key, params }) => ({ cell, message: translate(language, key, params) }));
  }
}
