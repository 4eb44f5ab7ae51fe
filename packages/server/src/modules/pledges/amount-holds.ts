import type { Services } from '../../context.js';
import type { RowQuery, Tx } from '../../db/database.js';
import { toFen } from '../../lib/money.js';
import { countOnNode, mostOf, usesOnNode, type Use } from '../../limits/limiter.js';
import type { CounterChanges, LockedProject } from '../projects/index.js';
import type { Pledge } from './pledge.entity.js';
import { isStranger, holdsAmount, promiserOf, promiseRules, type PromiseRules } from './promise.rules.js';

/** The facts about a donor that decide how much an unpaid promise to a project keeps. */
export interface DonorFacts {
  /** Whether the donor has paid a gift, to any project. */
  hasPaid: boolean;
  /** How many fen the donor's unpaid promises to the project keep. */
  heldFen: number;
}

/**
 * Builds the query for these facts about donors and one project. `where` finds the donors; each costs one index lookup.
 */
export const findDonorFacts = (
  projectId: string,
  where: string,
  values: readonly unknown[],
): RowQuery<[donorId: string, DonorFacts][]> => ({
  sql: `SELECT d.id,
          (SELECT 1 FROM pledges p WHERE p.donor_id = d.id AND p.status = 'PAID' LIMIT 1) AS has_paid,
          (SELECT SUM(p.held_fen) FROM pledges p WHERE p.donor_id = d.id AND p.project_id = ? AND p.status = 'PENDING') AS held_fen
        FROM donors d WHERE (${where})`,
  values: [projectId, ...values],
  read: (rows) =>
    rows.map((row) => [
      String(row.id),
      { hasPaid: row.has_paid !== null, heldFen: row.held_fen === null ? 0 : toFen(row.held_fen as string | number) },
    ]),
});

const placesOf = (network: string): Use => ({ limit: 'place.network', of: network });

/** What a promise stops keeping when it is paid or ends, as changes of its project's counters. */
export const freedBy = ({
  heldFen,
  promisedBy,
}: Pick<Pledge, 'heldFen' | 'promisedBy'>): Required<Pick<CounterChanges, 'heldFen' | 'heldByStrangersFen'>> => ({
  heldFen: 0 - heldFen,
  heldByStrangersFen: promisedBy !== null && isStranger(promisedBy) ? 0 - heldFen : 0,
});

/**
 * Decides which promises of a batch keep their place, and counts them. Each one is decided by the state after the ones
 * before it.
 */
export class AmountHolds {
  /** What the promises of this batch add to the counters of their projects, by project id. */
  readonly changes = new Map<string, Required<Pick<CounterChanges, 'pendingFen' | 'heldFen' | 'heldByStrangersFen'>>>();
  private readonly rules: PromiseRules;
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly services: Services,
    private readonly tx: Tx,
    private readonly factsOf: (pledge: Pledge) => DonorFacts,
  ) {
    this.rules = promiseRules(services.env);
  }

  /** Counts the promise `pledge`, and lets it keep its place when the rules for its kind of promiser allow that. */
  promise(pledge: Pledge, { project, counters }: LockedProject, network: string): void {
    const donor = this.factsOf(pledge);
    const by = promiserOf(pledge, donor.hasPaid);
    const kept = {
      goalFen: project.goalFen,
      ofDonorFen: donor.heldFen,
      ofStrangersFen: counters.heldByStrangersFen,
      leftAtNetwork: isStranger(by)
        ? mostOf(this.services, 'place.network') -
          usesOnNode(this.services, placesOf(network)) -
          (this.taken.get(network) ?? 0)
        : 0,
    };
    pledge.promisedBy = by;
    if (holdsAmount(by, this.rules[by], pledge.amountFen, kept)) {
      pledge.heldFen = pledge.amountFen;
      pledge.heldUntil = new Date(this.tx.now.getTime() + this.rules[by].holdsMs);
      donor.heldFen += pledge.heldFen;
      if (isStranger(by)) this.taken.set(network, (this.taken.get(network) ?? 0) + 1);
    }
    const freed = freedBy(pledge);
    const changes = this.changes.get(project.id) ?? { pendingFen: 0, heldFen: 0, heldByStrangersFen: 0 };
    this.changes.set(project.id, {
      pendingFen: changes.pendingFen + pledge.amountFen,
      heldFen: changes.heldFen - freed.heldFen,
      heldByStrangersFen: changes.heldByStrangersFen - freed.heldByStrangersFen,
    });
    counters.pendingFen += pledge.amountFen;
    counters.heldFen -= freed.heldFen;
    counters.heldByStrangersFen -= freed.heldByStrangersFen;
  }

  /** Counts, after the commit, the places that strangers took, by network. */
  noteNetworks(): void {
    this.tx.afterCommit(() => {
      for (const [network, count] of this.taken)
        for (let one = 0; one < count; one += 1) countOnNode(this.services, placesOf(network));
    });
  }
}
