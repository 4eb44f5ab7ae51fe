import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from '@hongchuang/server/checks.ts';
import { PlatformRole, type Services, type ViewerSession } from '@hongchuang/server/context.ts';
import { DomainError } from '@hongchuang/server/errors.ts';
import { allChecks, searchChecks } from '@hongchuang/server/modules.ts';
import { DAY_MS } from '@hongchuang/server/lib/days.ts';
import {
  confirmMatchPayment,
  decideMatchFund,
  endMatchFund,
  foundMatchFund,
  MatchScope,
  prepareMatchReturn,
  signMatchReturn,
} from '@hongchuang/server/modules/matching/index.ts';
import { createVerifiedOrganization, OrganizationKind } from '@hongchuang/server/modules/organizations/index.ts';
import { makePledge, PaymentMethod } from '@hongchuang/server/modules/pledges/index.ts';
import {
  createProject,
  FundingRule,
  ReviewDecision,
  reviewProject,
  submitProject,
} from '@hongchuang/server/modules/projects/index.ts';
import { approveRefund, cancelProject, prepareRefund } from '@hongchuang/server/modules/refunds/index.ts';
import { contextFor, newViewer } from '@hongchuang/server/testing';
import type { FundTerms, MatchBooks } from './books-matching.ts';
import { folderInMemory, openFile, servicesAround, SetClock, startOf } from './setups.ts';

/** The goal of projects that take gifts past it. */
const FAR = 100_000;
const PLAY_MS = 40 * DAY_MS;

/** The people and units of all plays, on one database. Each play has projects and funds of its own. */
export class MatchTown {
  private plays = 0;

  private constructor(
    readonly services: Services,
    readonly clock: SetClock,
    readonly people: Readonly<Record<'reviewer' | 'treasurer' | 'second' | 'implementer' | 'sponsor', ViewerSession>>,
    readonly donors: readonly ViewerSession[],
    private readonly units: { readonly implementer: string; readonly sponsor: string },
    private readonly folder: string,
  ) {}

  static async open(): Promise<MatchTown> {
    const folder = folderInMemory();
    const clock = new SetClock();
    const db = await openFile(join(folder, 'matching.sqlite'), clock);
    await db.migrate();
    clock.at = startOf(0);
    const services = servicesAround(db, clock, folder);
    const person = (name: string, ...roles: PlatformRole[]) => newViewer(services, roles, name);
    const people = {
      reviewer: await person('reviewer', PlatformRole.REVIEWER),
      treasurer: await person('treasurer', PlatformRole.TREASURER),
      second: await person('second', PlatformRole.TREASURER),
      implementer: await person('implementer'),
      sponsor: await person('sponsor'),
    };
    const donors = [await person('donor 1'), await person('donor 2'), await person('donor 3')];
    const unit = async (owner: ViewerSession, name: string) =>
      (
        await createVerifiedOrganization(services, {
          name,
          kind: OrganizationKind.SOCIAL_WORK,
          ownerId: owner.userId,
        })
      ).id;
    const units = {
      implementer: await unit(people.implementer, '益群社工中心'),
      sponsor: await unit(people.sponsor, '出资单位'),
    };
    return new MatchTown(services, clock, people, donors, units, folder);
  }

  async close(): Promise<void> {
    this.services.live.close();
    await this.services.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  as(person: ViewerSession) {
    return contextFor(this.services, person);
  }

  /** Opens the projects and the funds of a play. */
  async begin(books: MatchBooks): Promise<MatchPlay> {
    this.plays += 1;
    this.clock.at = startOf(0) + this.plays * PLAY_MS;
    const projectIds: string[] = [];
    for (const goal of books.goals) projectIds.push(await this.openProject(goal));
    const fundIds: string[] = [];
    for (const [index, terms] of books.terms.entries()) fundIds.push(await this.openFund(terms, index, projectIds));
    return new MatchPlay(this, books, projectIds, fundIds);
  }

  private async openProject(goal: number | null): Promise<string> {
    const endsAt = new Date(this.clock.at + 30 * DAY_MS);
    const implementer = this.as(this.people.implementer);
    const { id } = await createProject(implementer, {
      organizationId: this.units.implementer,
      title: '红色足迹',
      summary: '口述历史',
      story: '走访老党员。',
      category: '党史教育',
      region: '石岐',
      fundingEndsAt: endsAt,
      fundingRule: FundingRule.KEEP_WHAT_CAME,
      acceptsOverGoal: goal === null,
      indicators: [],
      milestones: [{ title: '第一阶段', amount: goal ?? FAR, dueOn: endsAt }],
    });
    await submitProject(implementer, id);
    await reviewProject(this.as(this.people.reviewer), { projectId: id, decision: ReviewDecision.APPROVE });
    return id;
  }

  private async openFund(terms: FundTerms, index: number, projectIds: readonly string[]): Promise<string> {
    const { except, ...rule } = terms;
    const { id } = await foundMatchFund(this.as(this.people.sponsor), {
      ...rule,
      organizationId: this.units.sponsor,
      title: `配捐 ${index + 1}`,
      payment: PaymentMethod.SANDBOX,
      opensAt: new Date(this.clock.at),
      closesAt: new Date(this.clock.at + PLAY_MS),
      scope: MatchScope.PROJECTS,
      projectIds: projectIds.filter((_, project) => project !== except),
      place: index + 1,
    });
    await decideMatchFund(this.as(this.people.reviewer), id, true, null);
    return id;
  }

  /** The invariants of all modules that are broken. */
  async broken(): Promise<string[]> {
    const checks = allChecks.filter((check) => 'sql' in check && !searchChecks.includes(check));
    return (await runChecks(this.services, checks)).filter(({ rows }) => rows.length > 0).map(({ name }) => name);
  }
}

/** One play: the same steps in the product and in the model. */
export class MatchPlay {
  private payments = 0;
  private readonly giftIds: string[] = [];

  constructor(
    private readonly town: MatchTown,
    private readonly books: MatchBooks,
    private readonly projectIds: readonly string[],
    private readonly fundIds: readonly string[],
  ) {}

  /** Returns whether the product made the gift. */
  async give(donor: number, project: number, amount: number): Promise<boolean> {
    this.town.clock.at += 1;
    try {
      const { id } = await makePledge(this.town.as(this.town.donors[donor]!), {
        projectId: this.projectIds[project]!,
        amount,
        payment: PaymentMethod.SANDBOX,
        idempotencyKey: `gift ${this.giftIds.length} of ${this.projectIds[project]}`,
      });
      this.giftIds.push(id);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  async fill(fund: number, amount: number): Promise<void> {
    this.payments += 1;
    await confirmMatchPayment(this.town.as(this.town.people.treasurer), {
      fundId: this.fundIds[fund]!,
      amount,
      bankReference: `流水 ${this.payments} ${this.fundIds[fund]}`,
    });
  }

  async endFund(fund: number): Promise<void> {
    await endMatchFund(this.town.as(this.town.people.sponsor), this.fundIds[fund]!, '活动结束');
  }

  async giveBackRest(fund: number): Promise<void> {
    const { treasurer, second } = this.town.people;
    const { id } = await prepareMatchReturn(this.town.as(treasurer), this.fundIds[fund]!, '余额退回');
    await signMatchReturn(this.town.as(second), id, null);
  }

  async endProject(project: number, hasGifts: boolean): Promise<void> {
    const { implementer, treasurer, second } = this.town.people;
    const projectId = this.projectIds[project]!;
    await cancelProject(this.town.as(implementer), projectId, '场地没有了');
    if (!hasGifts) return;
    const { id } = await prepareRefund(this.town.as(treasurer), { projectId, reason: '原路退回' });
    await approveRefund(this.town.as(second), id, null);
  }

  nextDay(): void {
    this.town.clock.at += DAY_MS;
  }

  /** What the tables say, in the shape of `expected`. */
  async found(): Promise<ReturnType<MatchPlay['expected']>> {
    const rows = <T>(sql: string, ids: readonly string[]) =>
      this.town.services.db.read.query<T[]>(`${sql} IN (${ids.map(() => '?').join(', ')})`, [...ids]);
    const funds = await rows<Record<'id' | 'unlocked_at', string> & Record<'paid' | 'given' | 'returned', number>>(
      'SELECT id, paid_in_fen AS paid, given_fen AS given, returned_fen AS returned, unlocked_at FROM match_funds WHERE id',
      this.fundIds,
    );
    const matches = await rows<{ pledge_id: string; fund_id: string; given: number; returned: number }>(
      'SELECT pledge_id, fund_id, given_fen AS given, returned_fen AS returned FROM gift_matches WHERE fund_id',
      this.fundIds,
    );
    const projects = await rows<{ project_id: string; raised: number }>(
      'SELECT project_id, raised_fen AS raised FROM project_counters WHERE project_id',
      this.projectIds,
    );
    const has = ({ unlockAmount, unlockGifts }: FundTerms) => unlockAmount !== null || unlockGifts !== null;
    return {
      funds: this.fundIds.map((id, fund) => {
        const { paid, given, returned, unlocked_at } = funds.find((row) => row.id === id)!;
        return { paid, given, returned, isUnlocked: unlocked_at !== null || !has(this.books.terms[fund]!) };
      }),
      gifts: this.giftIds.map((giftId) =>
        this.fundIds.map((fundId) => {
          const match = matches.find(({ pledge_id, fund_id }) => pledge_id === giftId && fund_id === fundId);
          return [match?.given ?? 0, match?.returned ?? 0] as [number, number];
        }),
      ),
      raised: this.projectIds.map((id) => projects.find(({ project_id }) => project_id === id)!.raised),
    };
  }

  /** What the model says. */
  expected() {
    const { books } = this;
    return {
      funds: books.funds.map(({ paidIn, returned, isUnlocked }, fund) => ({
        paid: paidIn,
        given: books.givenBy(fund),
        returned,
        isUnlocked,
      })),
      gifts: books.gifts.map(({ added, isBack }) => added.map((fen): [number, number] => [fen, isBack ? fen : 0])),
      raised: books.goals.map((_, project) => books.raised(project)),
    };
  }
}
