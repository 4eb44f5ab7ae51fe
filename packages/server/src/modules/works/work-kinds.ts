import type { RequestContext, Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { Registry } from '../../lib/registry.js';
import type { Work } from './work.entities.js';
import type { WorkSteps } from './work-steps.js';

/** A lane of the runner. The works of one lane wait for each other, and never for those of another lane. */
export enum Lane {
  /** Work on what many people see, such as an import. */
  SHARED = 'SHARED',
  /** Files that one person waits for. */
  FILES = 'FILES',
}

/**
 * A kind of long work that people ask for. The module that declares it decides who may start the work, and carries it
 * out.
 */
export interface WorkKind {
  readonly name: string;
  /** The lane that does the work; `Lane.SHARED` without it. */
  readonly lane?: Lane;
  /** Returns the path of the page that shows the subject of the work. */
  path(work: Work): string;
  /** Whether somebody who neither asked for the work nor is an administrator may see it. */
  maySee(context: RequestContext): boolean;
  /** Whether this node can do the work. Without this function every node can. */
  isHere?(services: Services, work: Work): Promise<boolean>;
  /**
   * Does the remaining work in `steps`. Each step is one transaction that starts from what the database says. The work
   * ends by `steps.finish` or `steps.fail`, or returns early when a step returns false.
   */
  run(services: Services, work: Work, steps: WorkSteps): Promise<void>;
  /** Releases the subject when somebody cancels the work. A kind without this function cannot be cancelled. */
  cancel?(tx: Tx, work: Work): Promise<void>;
}

/** The kinds of all modules. */
export const workKinds = new Registry<WorkKind>('work kind');

/** The names of the kinds that a lane does. */
export const kindsIn = (lane: Lane): string[] =>
  workKinds
    .all()
    .filter((kind) => (kind.lane ?? Lane.SHARED) === lane)
    .map(({ name }) => name);
