import type { RequestContext, Services } from '@hongchuang/server/context.js';
import { FEN_PER_YUAN } from '@hongchuang/server/lib/money.js';
import { recordMeasurement, verifyMeasurement } from '@hongchuang/server/modules/impact/index.js';
import { releaseMilestone, reviewMilestone, submitMilestone } from '@hongchuang/server/modules/milestones/index.js';
import {
  addMember,
  createOrganization,
  createVerifiedOrganization,
  inviteMember,
  MembershipRole,
  verifyOrganization,
} from '@hongchuang/server/modules/organizations/index.js';
import {
  cancelPledge,
  confirmPayment,
  expireDuePledges,
  makePledge,
  PaymentMethod,
} from '@hongchuang/server/modules/pledges/index.js';
import {
  advanceDueProjects,
  answerObjection,
  createProject,
  Indicator,
  Milestone,
  MilestoneStatus,
  ObjectionOutcome,
  Project,
  raiseObjection,
  ReviewDecision,
  reviewProject,
  submitProject,
  updateProject,
  withdrawProject,
} from '@hongchuang/server/modules/projects/index.js';
import { cancelProject, stopProject } from '@hongchuang/server/modules/refunds/index.js';
import type { DemoRole } from './accounts.js';
import { DemoCampaign } from './campaigns.js';
import type { Cast } from './cast.js';
import { attachEvidence } from './evidence.js';
import { publishDueReports } from './disclosure.js';
import { answerQuestion, ask, DEMO_FOLLOWS, DEMO_NEWS, DEMO_QUESTIONS, followProject, publishNews } from './news.js';
import { planGifts, type PlannedGift } from './gifts.js';
import type { DemoContent, DemoMeasurement, DemoProject, DemoStep } from './shapes.js';
import { recordInvoices } from './invoices.js';
import { doubtAPayment, giveBackAll } from './refunds.js';
import type { Timeline } from './timeline.js';
import { DEMO_APPLICATIONS, DEMO_UNITS } from './units.js';

/**
 * Hours of the day in Shanghai at which people act. A public notice ends at the hour at which it began, before the
 * first gift of the day.
 */
const OFFICE = { draft: 9, step: 9, measured: 11, verified: 15, reported: 16 };

const REPORTING = { first: 1_280, everyDays: 7 };

/** Puts every event of the demo on the timeline. All events go through the services, as if people had acted. */
export class Story {
  private readonly unitIds = new Map<string, string>();
  private readonly projectIds = new Map<string, string>();
  private readonly openObjections = new Map<string, string>();
  private readonly campaign: DemoCampaign;
  private gifts = 0;

  constructor(
    private readonly services: Services,
    private readonly cast: Cast,
    private readonly timeline: Timeline,
  ) {
    this.campaign = new DemoCampaign(
      cast,
      timeline,
      (key) => this.unitIds.get(key)!,
      (key) => this.projectIds.get(key)!,
    );
  }

  plan(projects: readonly DemoProject[]): void {
    for (const project of projects) {
      this.timeline.plan(this.timeline.day(project.created, OFFICE.draft), () => this.draft(project));
      for (const step of project.steps)
        this.timeline.plan(this.timeline.day(step[0], OFFICE.step), () => this.take(project, step));
      for (const gift of planGifts(project, this.timeline)) this.timeline.plan(gift.at, () => this.give(project, gift));
      for (const measurement of project.measurements ?? [])
        this.timeline.plan(this.timeline.day(measurement.daysAgo, OFFICE.measured), () =>
          this.measure(project, measurement),
        );
    }
    this.campaign.plan();
    this.planApplications();
    this.timeline.plan(this.timeline.day(3, OFFICE.verified), () => recordInvoices(this.services, this.cast));
    this.timeline.plan(this.timeline.day(2, OFFICE.verified), () => doubtAPayment(this.services, this.cast));
    this.planDisclosure(projects);
    this.planNews(projects);
  }

  async foundUnits(): Promise<void> {
    for (const { key, name, kind, parent, about, owner, members = [] } of DEMO_UNITS) {
      const parentId = parent === null ? null : this.unitIds.get(parent)!;
      const { id } = await createVerifiedOrganization(this.services, {
        name,
        kind,
        parentId,
        about,
        ownerId: this.cast.idOf(owner),
      });
      this.unitIds.set(key, id);
      for (const [member, role] of members)
        await addMember(this.services, { organizationId: id, userId: this.cast.idOf(member), role });
    }
  }

  /** Runs one tick, as the running server does every second. */
  private readonly tick = async (): Promise<void> => {
    await expireDuePledges(this.services);
    await advanceDueProjects(this.services);
  };

  private planApplications(): void {
    for (const { by, name, kind, about, daysAgo, refusal } of DEMO_APPLICATIONS) {
      this.timeline.plan(this.timeline.day(daysAgo, 14), async () => {
        const { id } = await createOrganization(this.cast.as(by), { name, kind, about });
        if (refusal !== null)
          this.timeline.plan(this.timeline.day(daysAgo - 1, 9), () =>
            verifyOrganization(this.cast.as('admin'), id, false, refusal).then(() => undefined),
          );
      });
    }
    this.timeline.plan(this.timeline.day(4, 11), async () => {
      await inviteMember(this.cast.as('sponsor'), {
        organizationId: this.unitIds.get('autoTrade')!,
        email: 'colleague@hongchuang.test',
        role: MembershipRole.MEMBER,
      });
    });
  }

  /** Once a week the organisations write the reports to the public that are due soon. */
  private planDisclosure(projects: readonly DemoProject[]): void {
    for (let daysAgo = REPORTING.first; daysAgo > 0; daysAgo -= REPORTING.everyDays) {
      this.timeline.plan(this.timeline.day(daysAgo, OFFICE.reported), async () => {
        const talking = projects.filter(({ silentFrom = 0 }) => daysAgo > silentFrom);
        await publishDueReports(this.services, (projectId) => {
          const project = talking.find(({ key }) => this.projectIds.get(key) === projectId);
          return project === undefined ? null : this.cast.as(this.editorOf(project));
        });
      });
    }
  }

  /** News, questions with their answers, and people who follow projects. */
  private planNews(projects: readonly DemoProject[]): void {
    const projectOf = (key: string) => projects.find((project) => project.key === key)!;
    const editorOf = (key: string) => this.cast.as(this.editorOf(projectOf(key)));
    for (const news of DEMO_NEWS)
      this.timeline.plan(this.timeline.day(news.daysAgo, OFFICE.reported), () =>
        publishNews(() => editorOf(news.project), this.projectIds.get(news.project)!, news),
      );
    for (const question of DEMO_QUESTIONS) {
      const { project, daysAgo, answer } = question;
      this.timeline.plan(this.timeline.day(daysAgo, OFFICE.measured), async () => {
        const id = await ask(this.cast, this.projectIds.get(project)!, question);
        if (answer !== undefined)
          this.timeline.plan(this.timeline.day(daysAgo - 1, OFFICE.step), () =>
            answerQuestion(editorOf(project), id, answer).then(() => undefined),
          );
      });
    }
    for (const [who, project] of DEMO_FOLLOWS)
      this.timeline.plan(this.timeline.day(10, OFFICE.verified), () =>
        followProject(this.cast.as(who), this.projectIds.get(project)!, true).then(() => undefined),
      );
  }

  private editorOf = ({ unit }: DemoProject): DemoRole => (unit === 'yiqun' ? 'publisher' : 'admin');

  private idOf = ({ key }: DemoProject): string => this.projectIds.get(key)!;

  private async draft(project: DemoProject): Promise<void> {
    const input = { ...this.inputOf(project), organizationId: this.unitIds.get(project.unit)! };
    const { id, fundingEndsAt } = await createProject(this.cast.as(this.editorOf(project)), input);
    this.projectIds.set(project.key, id);
    // The demo note has no command in the product, so it is written to the database directly.
    await this.services.db.transact((tx) => tx.manager.update(Project, { id }, { demoNote: project.demoNote }));
    this.timeline.plan(fundingEndsAt, this.tick);
  }

  private inputOf = (content: DemoContent) => ({
    title: content.title,
    summary: content.summary,
    story: content.story,
    category: content.category,
    region: content.region,
    fundingEndsAt: this.timeline.day(content.fundingEnds, 24),
    acceptsOverGoal: content.acceptsOverGoal,
    fundingRule: content.fundingRule,
    milestones: content.milestones.map(([title, yuan, daysAgo]) => ({
      title,
      amount: yuan * FEN_PER_YUAN,
      dueOn: this.timeline.day(daysAgo, 18),
    })),
    indicators: content.indicators.map(([name, unit, kind, target]) => ({ name, unit, kind, target })),
    giftExamples: content.giftExamples?.map(([yuan, does]) => ({ amount: yuan * FEN_PER_YUAN, does })) ?? [],
  });

  private async take(project: DemoProject, step: DemoStep): Promise<void> {
    const projectId = this.idOf(project);
    const editor = this.cast.as(this.editorOf(project));
    const reviewer = this.cast.as('reviewer');
    switch (step[1]) {
      case 'submit':
        await submitProject(editor, projectId);
        break;
      case 'withdraw':
        await withdrawProject(editor, projectId);
        break;
      case 'revise':
        await updateProject(editor, projectId, this.inputOf({ ...project, ...step[2] }));
        break;
      case 'cancel':
        await cancelProject(editor, projectId, step[2]);
        break;
      case 'stop':
        await stopProject(reviewer, projectId, step[2]);
        break;
      case 'refund':
        await giveBackAll(this.cast, projectId, step[2]);
        break;
      case 'requestChanges':
        await reviewProject(reviewer, { projectId, decision: ReviewDecision.REQUEST_CHANGES, comment: step[2] });
        break;
      case 'reject':
        await reviewProject(reviewer, { projectId, decision: ReviewDecision.REJECT, comment: step[2] });
        break;
      case 'approve':
        this.tickAtEndOfNotice(
          await reviewProject(reviewer, { projectId, decision: ReviewDecision.APPROVE, comment: step[2] }),
        );
        break;
      case 'object':
        this.openObjections.set(project.key, (await raiseObjection(this.cast.as('donor'), projectId, step[2])).id);
        break;
      case 'dismissObjection':
        await answerObjection(reviewer, {
          objectionId: this.openObjections.get(project.key)!,
          answer: step[2],
          outcome: ObjectionOutcome.DISMISSED,
        });
        this.tickAtEndOfNotice(await this.services.db.read.findOneByOrFail(Project, { id: projectId }));
        break;
      case 'report':
      case 'verify':
      case 'pay':
        for (const place of step.slice(2)) await this.workOnStage(editor, projectId, place as number, step[1]);
        break;
    }
  }

  private tickAtEndOfNotice({ noticeEndsAt }: Project): void {
    this.timeline.plan(noticeEndsAt!, this.tick);
  }

  /**
   * Reports a stage and takes it as far as the story says. A second treasurer signs where one signature may not pay the
   * amount.
   */
  private async workOnStage(
    editor: RequestContext,
    projectId: string,
    place: number,
    until: 'report' | 'verify' | 'pay',
  ): Promise<void> {
    const { id, title } = await this.services.db.read.findOneByOrFail(Milestone, { projectId, position: place });
    const evidenceFileIds = await attachEvidence(editor, { id, title }, projectId);
    await submitMilestone(editor, {
      milestoneId: id,
      report: `**${title}**已按计划完成，签到汇总和现场示意图附后。（演示）`,
      evidenceUrls: [],
      evidenceFileIds,
    });
    if (until === 'report') return;
    await reviewMilestone(this.cast.as('reviewer'), { milestoneId: id, accepted: true, comment: '与计划相符。' });
    if (until === 'verify') return;
    const { status } = await releaseMilestone(this.cast.as('treasurer'), id, `DEMO-R-${id.slice(-6)}`);
    if (status !== MilestoneStatus.RELEASED) await releaseMilestone(this.cast.as('cosigner'), id, null);
  }

  private async give(project: DemoProject, gift: PlannedGift): Promise<void> {
    this.gifts += 1;
    const number = String(this.gifts).padStart(4, '0');
    const giver = this.cast.as(typeof gift.by === 'string' ? gift.by : 'guest');
    const pledge = await makePledge(giver, {
      projectId: this.idOf(project),
      amount: gift.yuan * FEN_PER_YUAN,
      idempotencyKey: `demo-${number}`,
      payment: gift.outcome === 'sandbox' ? PaymentMethod.SANDBOX : PaymentMethod.BANK_TRANSFER,
      onBehalfOfId: gift.unit === null ? null : this.unitIds.get(gift.unit)!,
      ...this.campaign.partOf(project.key, gift, this.services.clock.now()),
      // As in the form for giving, nobody is named who handles a gift of a unit.
      anonymous: gift.anonymous || gift.unit !== null,
      message: gift.message,
      guest: typeof gift.by === 'string' ? null : { name: gift.by.guest, phone: gift.by.phone },
    });
    if (gift.outcome === 'expires') this.timeline.plan(pledge.expiresAt, this.tick);
    if (gift.settledAt === null) return;
    this.timeline.plan(gift.settledAt, async () => {
      if (gift.outcome === 'cancelled') await cancelPledge(giver, pledge.id);
      else
        await confirmPayment(this.cast.as('treasurer'), {
          pledgeId: pledge.id,
          amount: pledge.amountFen,
          bankReference: `DEMO-${number}`,
        });
    });
  }

  private async measure(project: DemoProject, { of, value, daysAgo, note, verdict }: DemoMeasurement): Promise<void> {
    const indicator = await this.services.db.read.findOneByOrFail(Indicator, {
      projectId: this.idOf(project),
      position: of + 1,
    });
    const { id } = await recordMeasurement(this.cast.as(this.editorOf(project)), {
      indicatorId: indicator.id,
      value,
      on: this.timeline.day(daysAgo, OFFICE.draft),
      note,
    });
    if (verdict === undefined) return;
    const [decision, comment] = verdict;
    this.timeline.plan(this.timeline.day(daysAgo - 1, OFFICE.verified), () =>
      verifyMeasurement(this.cast.as('reviewer'), id, decision === 'verify', comment ?? null).then(() => undefined),
    );
  }
}
