import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { Project, projectLoader } from '../projects/index.js';
import { DisclosureCorrection, DisclosureReport } from './disclosure.entities.js';
import { correctionsLoader, disclosureLoader, listDisclosureQueue } from './disclosure.queries.js';
import { correctReport, publishReport } from './disclosure.service.js';
import {
  CorrectDisclosureReportInput,
  DisclosureObligation,
  DisclosureObligationConnection,
  DisclosureQueueFilter,
  ProjectDisclosure,
  PublishDisclosureReportInput,
} from './disclosure.types.js';

/** Fields that disclosure adds to `Project`. */
@Resolver(() => Project)
export class DisclosureResolver {
  @FieldResolver(() => ProjectDisclosure, {
    description:
      'The reports that the project owes the public, their deadlines, and the reports that it has published.',
  })
  disclosure(@Ctx() context: RequestContext, @Root() project: Project): Promise<ProjectDisclosure> {
    return disclosureLoader(context).load(project.id);
  }

  @Query(() => DisclosureObligationConnection, {
    description: 'Late reports of all projects, the longest overdue first. Only reviewers see it.',
  })
  async disclosureQueue(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => DisclosureQueueFilter, { nullable: true, description: 'Which reports to list.' })
    filter?: DisclosureQueueFilter,
  ): Promise<Page<DisclosureObligation>> {
    return listDisclosureQueue(context, filter ?? {}, page);
  }

  @Mutation(() => DisclosureReport, {
    description:
      "Publishes the oldest report that a project owes, with the project's figures of this moment. The report can never be changed. Only editors may do it.",
  })
  publishDisclosureReport(
    @Ctx() context: RequestContext,
    @Arg('input', () => PublishDisclosureReportInput, { description: 'The report.' })
    input: PublishDisclosureReportInput,
  ): Promise<DisclosureReport> {
    return publishReport(context, input);
  }

  @Mutation(() => DisclosureReport, {
    description: 'Publishes a correction below a report; the report itself stays unchanged. Only editors may do it.',
  })
  correctDisclosureReport(
    @Ctx() context: RequestContext,
    @Arg('input', () => CorrectDisclosureReportInput, { description: 'The correction.' })
    input: CorrectDisclosureReportInput,
  ): Promise<DisclosureReport> {
    return correctReport(context, input);
  }
}

@Resolver(() => DisclosureObligation)
export class ObligationResolver {
  @FieldResolver(() => Project, { description: 'The project that owes the report.' })
  async project(@Ctx() context: RequestContext, @Root() obligation: DisclosureObligation): Promise<Project | null> {
    return projectLoader(context).load(obligation.projectId);
  }
}

@Resolver(() => DisclosureReport)
export class ReportResolver {
  @FieldResolver(() => Project, { description: 'The project that the report is about.' })
  async project(@Ctx() context: RequestContext, @Root() report: DisclosureReport): Promise<Project | null> {
    return projectLoader(context).load(report.projectId);
  }

  @FieldResolver(() => [DisclosureCorrection], { description: 'The corrections of the report, oldest first.' })
  corrections(@Ctx() context: RequestContext, @Root() report: DisclosureReport): Promise<DisclosureCorrection[]> {
    return correctionsLoader(context).load(report.id);
  }
}

@Resolver(() => DisclosureCorrection)
export class CorrectionResolver {
  @FieldResolver(() => Organization, { description: 'The organisation that published the report.' })
  async organization(
    @Ctx() context: RequestContext,
    @Root() correction: DisclosureCorrection,
  ): Promise<Organization | null> {
    return organizationLoader(context).load(correction.organizationId);
  }
}
