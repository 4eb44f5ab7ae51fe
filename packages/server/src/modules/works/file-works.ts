import type { EntityManager } from 'typeorm';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isUnavailable } from '../../db/faults.js';
import { DomainError, limitExceeded } from '../../errors.js';
import type { Language, MessageKey } from '../../messages/index.js';
import { User } from '../identity/index.js';
import { ResultWriter, WorkInterrupted } from './result-writer.js';
import { Lane, type WorkKind } from './work-kinds.js';
import { WorkResultPart } from './work-result.entities.js';
import { workRunnerOf } from './work-runner.js';
import type { WorkSteps } from './work-steps.js';
import { Work, WorkState } from './work.entities.js';
import { startWork } from './works.service.js';

/** How many files of one person are made, or wait for their turn, at a time. */
const AT_ONCE = 3;
/** How often a file is begun. A file that ends the process each time must not do so for ever. */
const ATTEMPTS = 5;

/** Files of up to this many rows, or gifts of an annual statement, are sent directly by their address. */
export const DIRECT_FILE = { rows: 2_000, gifts: 300 } as const;

/** The file that a person asked for. */
export interface FileRequest<What> {
  readonly fileName: string;
  readonly type: string;
  readonly language: Language;
  /** What the file is to contain, as the kind reads it. The row of the work stores it, so it is plain data. */
  readonly what: What;
}

/** What a kind needs to write a file. */
export interface FileWriting<What> {
  readonly services: Services;
  /** The snapshot from which everything in the file is read. */
  readonly manager: EntityManager;
  readonly request: FileRequest<What>;
  /** The kind calls `wrote` after each batch of rows, so that other requests run and the person sees the progress. */
  readonly wrote: (rows: number) => Promise<void>;
}

/** A kind of file that takes too long for a request. It is made as long work and kept for the person who asked. */
export interface FileKind<What> {
  readonly name: string;
  /** The name of the count of its rows, for the words of the outcome. */
  readonly counts: string;
  /** Returns the path of the page on which people ask for it. */
  path(what: What): string;
  /**
   * Whether the person may have the file. It is asked when the file is fetched, because a right may have ended since the
   * file was made. The service that starts the work asks for itself.
   */
  mayFetch(context: RequestContext, what: What): Promise<boolean> | boolean;
  /** Records the download, in the transaction before the first byte is sent. */
  fetched?(tx: Tx, context: RequestContext, request: FileRequest<What>): void;
  /** Returns the number of rows. Throws a `DomainError` when the file cannot be made. */
  total(manager: EntityManager, what: What): Promise<number>;
  write(writing: FileWriting<What>): AsyncIterable<Buffer | Uint8Array | string>;
}

/** A kind of work that makes a file. */
export interface FileWorkKind<What> extends WorkKind {
  readonly file: FileKind<What>;
}

const requestOf = <What>({ requestJson }: Work): FileRequest<What> =>
  JSON.parse(requestJson ?? '{}') as FileRequest<What>;

const removeParts = (tx: Tx, { id }: Pick<Work, 'id'>) => tx.manager.delete(WorkResultPart, { workId: id });

/** Declares a kind of file as a kind of long work. */
export function defineFileWork<What>(file: FileKind<What>): FileWorkKind<What> {
  return {
    file,
    name: file.name,
    lane: Lane.FILES,
    // The request is removed when the account of the person is closed.
    path: (work) => (work.requestJson === null ? '/work' : file.path(requestOf<What>(work).what)),
    // A file belongs to the person who asked for it.
    maySee: () => false,
    run: (services, work, steps) => makeFile(services, file, work, steps),
    cancel: async (tx, work) => void (await removeParts(tx, work)),
  };
}

/** Returns the kind of a work that makes files; null for other kinds. */
export const fileKindOf = (kind: WorkKind | null): FileKind<unknown> | null =>
  (kind as Partial<FileWorkKind<unknown>> | null)?.file ?? null;

export { requestOf as fileRequestOf };

/**
 * Makes the file from its beginning, because all of it has to come from one snapshot. A person sees a failure with its
 * reason; only when the database is unavailable is the file tried again.
 */
async function makeFile<What>(services: Services, file: FileKind<What>, work: Work, steps: WorkSteps): Promise<void> {
  if (!(await begin(work, steps))) return;
  const request = requestOf<What>(work);
  try {
    await services.db.snapshot(async (manager) => {
      const writer = new ResultWriter(work, steps, await file.total(manager, request.what));
      const wrote = (rows: number) => writer.wrote(rows);
      for await (const piece of file.write({ services, manager, request, wrote })) await writer.add(piece);
      await writer.finish(request, file.counts);
    });
  } catch (error) {
    if (error instanceof WorkInterrupted) return;
    if (isUnavailable(error)) throw error;
    if (!(error instanceof DomainError))
      services.log.error({ err: error, work: work.id, kind: work.kind }, 'a file could not be made');
    const reason: MessageKey = error instanceof DomainError ? error.key : 'work.unexpected';
    await steps.take(async (tx) => {
      await removeParts(tx, work);
      await steps.fail(tx, reason);
    });
  }
}

/** Removes what an interrupted attempt left. Returns whether the file is to be made. */
async function begin({ id }: Work, steps: WorkSteps): Promise<boolean> {
  let goesOn = false;
  const taken = await steps.take(async (tx) => {
    await removeParts(tx, { id });
    const { attempts } = await tx.manager.findOneByOrFail(Work, { id });
    goesOn = attempts < ATTEMPTS;
    if (goesOn) await tx.manager.update(Work, { id }, { attempts: attempts + 1, done: 0 });
    else await steps.fail(tx, 'work.gaveUp');
  });
  return taken && goesOn;
}

/**
 * Starts the work that makes a file for the viewer. The caller has checked that the viewer may have it. A person who asks
 * again while the same file is being made gets the work that runs.
 */
export async function startFileWork<What>(
  context: RequestContext,
  kind: FileWorkKind<What>,
  { subject, request }: { subject: string; request: Omit<FileRequest<What>, 'language'> },
): Promise<Work> {
  const { userId } = requireViewer(context);
  const requestJson = JSON.stringify({ ...request, language: context.language });
  return context.db.transact(async (tx) => {
    // Without the lock two requests at once would both find no work.
    await tx.lock(User, { id: userId });
    const running = (await tx.manager.findBy(Work, { startedById: userId, state: WorkState.RUNNING })).filter(
      (work) => work.requestJson !== null,
    );
    const same = running.find((work) => work.kind === kind.name && work.requestJson === requestJson);
    if (same !== undefined) return same;
    if (running.length >= AT_ONCE) throw limitExceeded('work.tooManyFiles', { max: AT_ONCE });
    const work = await startWork(tx, { kind, subject, startedById: userId, requestJson });
    tx.afterCommit(() => wake(context));
    return work;
  });
}

/** Starts the lane at once. Its job does so as well, every second, and after a restart. */
function wake(services: Services): void {
  workRunnerOf(services, Lane.FILES)
    .run()
    .catch((error: unknown) => services.log.error({ err: error }, 'a file could not be made now and is tried again'));
}
