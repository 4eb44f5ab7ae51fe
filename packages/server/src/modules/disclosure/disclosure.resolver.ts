import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { Project, projectLoader } from '../projects/index.js';
import { DisclosureCorrection, DisclosureReport } from './disclosure.entities.js';
import { correctionsLoader, disclosureLoader, listDisclosureQueue } from './disclosure.queries.js';
import { correctReport, publishReport } from './disclosure.service.js';
import { CorrectDisclosureReportInput, DisclosureObligation, DisclosureObligationConnection, DisclosureQueueFilter, ProjectDisclosure, PublishDisclosureReportInput } from './disclosure.types.js';

/** What disclosure adds to the type upstream of it. */
@Resolver(() => Project)
export class DisclosureResolver {
  @FieldResolver(() => ProjectDisclosure, { description: 'What it owes the public, by when, and what it has told it.' })
  disclosure(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectDisclosure> {
    return disclosureLoader(context).load(project.id);
  }

  @Query(() => DisclosureObligationConnection, { description: 'Late reports of the whole city, the longest due first. Reviewers only.' })
  async disclosureQueue(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => DisclosureQueueFilter, { nullable: true, description: 'Which ones.' }) filter?: DisclosureQueueFilter,
  ): Promise<Page<DisclosureObligation>> {
    return listDisclosureQueue(context, filter ?? {}, page);
  }

  @Mutation(() => DisclosureReport, { description: 'Publishes the oldest report that a project owes, with its figures of this moment. It can never be changed. Editors.' })
  publishDisclosureReport(@Ctx() context: RequestContext, @Arg('input', () => PublishDisclosureReportInput, { description: 'The report.' }) input: PublishDisclosureReportInput): Promise<DisclosureReport> {
    return publishReport(context, input);
  }

  @Mutation(() => DisclosureReport, { description: 'Publishes a correction below a report, which itself stays as it was. Editors.' })
  correctDisclosureReport(@Ctx() context: RequestContext, @Arg('input', () => CorrectDisclosureReportInput, { description: 'The correction.' }) input: CorrectDisclosureReportInput): Promise<DisclosureReport> {
    return correctReport(context, input);
  }
}

@Resolver(() => DisclosureObligation)
export class ObligationResolver {
  @FieldResolver(() => Project, { description: 'The project that owes it.' })
  async project(@Ctx() context: RequestContext, @Root() obligation: DisclosureObligation): Promise<Project | null> {
    return projectLoader(context).load(obligation.projectId);
  }
}

@Resolver(() => DisclosureReport)
export class ReportResolver {
  @FieldResolver(() => Project, { description: 'The project that it is about.' })
  async project(@Ctx() context: RequestContext, @Root() report: DisclosureReport): Promise<Project | null> {
    return projectLoader(context).load(report.projectId);
  }

  @FieldResolver(() => [DisclosureCorrection], { description: 'What proved wrong in it, oldest first.' })
  corrections(@Ctx() context: RequestContext, @Root() report: DisclosureReport): Promise<DisclosureCorrection[]> {
    return correctionsLoader(context).load(report.id);
  }
}

@Resolver(() => DisclosureCorrection)
export class CorrectionResolver {
  @FieldResolver(() => Organization, { description: 'The organisation that published it.' })
  async organization(@Ctx() context: RequestContext, @Root() correction: DisclosureCorrection): Promise<Organization | null> {
    return organizationLoader(context).load(correction.organizationId);
  }
}
