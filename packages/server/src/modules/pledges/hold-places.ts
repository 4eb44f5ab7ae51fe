import type { Services } from '../../context.js';
import type { Question, Tx } from '../../db/database.js';
import { toFen } from '../../lib/money.js';
import type { CounterChanges, LockedProject } from '../projects/index.js';
import { addressPlacesOf } from './address-places.js';
import type { Pledge } from './pledge.entity.js';
import { isStranger, keepsPlace, promiserOf, promiseRules, type PromiseRules } from './promise.rules.js';

/** What decides how much a donor's unpaid promise to a project keeps. */
export interface DonorStanding {
  /** Whether they have paid a gift, to any project. */
  hasPaid: boolean;
  /** What their unpaid promises to the project keep. */
  heldFen: number;
}

/** Asks for the standing towards a project of the donors that `where` finds: one look at the index for each. */
export const donorStandings = (projectId: string, where: string, values: readonly unknown[]): Question<[donorId: string, DonorStanding][]> => ({
  sql: `SELECT d.id,
          (SELECT 1 FROM pledges p WHERE p.donor_id = d.id AND p.status = 'PAID' LIMIT 1) AS has_paid,
          (SELECT SUM(p.held_fen) FROM pledges p WHERE p.donor_id = d.id AND p.project_id = ? AND p.status = 'PENDING') AS held_fen
        FROM donors d WHERE (${where})`,
  values: [projectId, ...values],
  read: (rows) => rows.map((row) => [String(row.id), { hasPaid: row.has_paid !== null, heldFen: row.held_fen === null ? 0 : toFen(row.held_fen as string | number) }]),
});

/** What a promise that ends, by payment or otherwise, no longer keeps; as changes of its project's counters. */
export const freedBy = ({ heldFen, promisedBy }: Pick<Pledge, 'heldFen' | 'promisedBy'>): Required<Pick<CounterChanges, 'heldFen' | 'heldByStrangersFen'>> => ({
  heldFen: 0 - heldFen,
  heldByStrangersFen: promisedBy !== null && isStranger(promisedBy) ? 0 - heldFen : 0,
});

/** Decides which promises of a batch keep their place, each as things stand after those before it, and counts them. */
export class PlaceKeeper {
  /** What the promises of this batch add to the counters of their projects. */
  readonly changes = new Map<string, Required<Pick<CounterChanges, 'pendingFen' | 'heldFen' | 'heldByStrangersFen'>>>();
  private readonly rules: PromiseRules;
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly services: Services,
    private readonly tx: Tx,
    private readonly standingOf: (pledge: Pledge) => DonorStanding,
  ) {
    this.rules = promiseRules(services.env);
  }

  /** Counts the promise `pledge`, and lets it keep its place where the rules for who promises allow it. */
  promise(pledge: Pledge, { project, counters }: LockedProject, address: string): void {
    const standing = this.standingOf(pledge);
    const by = promiserOf(pledge, standing.hasPaid);
    const kept = {
      goalFen: project.goalFen,
      ofDonorFen: standing.heldFen,
      ofStrangersFen: counters.heldByStrangersFen,
      atAddress: isStranger(by) ? addressPlacesOf(this.services).count(address, this.tx.now) + (this.taken.get(address) ?? 0) : 0,
    };
    pledge.promisedBy = by;
    if (keepsPlace(by, this.rules[by], pledge.amountFen, kept)) {
      pledge.heldFen = pledge.amountFen;
      pledge.heldUntil = new Date(this.tx.now.getTime() + this.rules[by].holdsMs);
      standing.heldFen += pledge.heldFen;
      if (isStranger(by)) this.taken.set(address, (this.taken.get(address) ?? 0) + 1);
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

  /** Remembers, once this is committed, the places that strangers took by their address. */
  noteAddresses(): void {
    const { now } = this.tx;
    this.tx.afterCommit(() => {
      for (const [address, count] of this.taken) for (let one = 0; one < count; one += 1) addressPlacesOf(this.services).note(address, now);
    });
  }
}
