import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, temporaryFolder } from '#testing';
import type { Database, Tx } from './database.js';
import { CommitOutcomeUnknown, isUnavailable } from './faults.js';
import { GroupCommit, type Outcome } from './group-commit.js';

interface Note {
  key: string;
  /** What happens when the note is recorded. */
  fate?: 'refused' | 'poison';
}

describe('group commit', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let db: Database;
  let batches: number[];
  beforeEach(async () => {
    folder = temporaryFolder();
    db = await openTestDatabase(folder.path);
    await db.transact((tx) => tx.manager.query('CREATE TABLE notes (note_key TEXT NOT NULL PRIMARY KEY) STRICT'));
    batches = [];
  });
  afterEach(async () => {
    await db.close();
    folder.remove();
  });

  /**
   * Records each note once by its key, as a handler of commands does. The function returns known notes, skips refused
   * ones and throws for poison.
   */
  const record = async (tx: Tx, notes: readonly Note[]): Promise<Outcome<string>[]> => {
    batches.push(notes.length);
    const known = new Set(
      (await tx.manager.query<{ note_key: string }[]>('SELECT note_key FROM notes')).map((row) => row.note_key),
    );
    const outcomes: Outcome<string>[] = [];
    for (const { key, fate } of notes) {
      if (fate === 'refused') outcomes.push({ refusal: new Error(`${key} is refused`) });
      else {
        if (!known.has(key)) await tx.manager.query('INSERT INTO notes VALUES (?)', [key]);
        known.add(key);
        if (fate === 'poison') throw new TypeError(`${key} is poison`);
        outcomes.push({ result: key });
      }
    }
    return outcomes;
  };
  const stored = async () =>
    (await db.read.query<{ note_key: string }[]>('SELECT note_key FROM notes ORDER BY note_key')).map(
      (row) => row.note_key,
    );
  const keys = (count: number) => Array.from({ length: count }, (_, index) => `k${String(index).padStart(4, '0')}`);
  const submitAll = (commit: GroupCommit<Note, string>, notes: readonly Note[]) =>
    Promise.allSettled(notes.map((note) => commit.submit(note)));

  it('commits all commands together that arrived during the last commit', async () => {
    const commit = new GroupCommit({ db, record, maxBatch: 400 });
    const results = await Promise.all(keys(1_000).map((key) => commit.submit({ key })));
    expect(results).toEqual(keys(1_000));
    expect(await stored()).toEqual(keys(1_000));
    expect(batches).toEqual([400, 400, 200]);
  });

  it('prepares the next batch while the last commit is in progress, and not before', async () => {
    const steps: string[] = [];
    let committed: () => void = () => undefined;
    const slow = {
      async transact(work: (tx: Tx) => Promise<Outcome<string>[]>, onCommitting: () => void) {
        const outcomes = await work(undefined as never);
        await new Promise((resolve) => setTimeout(resolve, 20));
        steps.push('committing');
        onCommitting();
        if (steps.length < 4)
          await new Promise<void>((resolve) => {
            committed = resolve;
          });
        return outcomes;
      },
    } as unknown as Database;
    const commit = new GroupCommit<Note, string>({
      db: slow,
      maxBatch: 1,
      async record(_tx, notes) {
        steps.push(`recording ${notes[0]!.key}`);
        if (notes[0]!.key === 'b') committed();
        return notes.map(({ key }) => ({ result: key }));
      },
    });
    expect(await Promise.all([commit.submit({ key: 'a' }), commit.submit({ key: 'b' })])).toEqual(['a', 'b']);
    expect(steps).toEqual(['recording a', 'committing', 'recording b', 'committing']);
  });

  it('does not delay a single command', async () => {
    const commit = new GroupCommit({ db, record });
    expect([await commit.submit({ key: 'a' }), await commit.submit({ key: 'b' })]).toEqual(['a', 'b']);
    expect(batches).toEqual([1, 1]);
  });

  it('gives a refused command its own result, and the other commands theirs', async () => {
    const commit = new GroupCommit({ db, record });
    const results = await submitAll(commit, [{ key: 'a' }, { key: 'b', fate: 'refused' }, { key: 'c' }]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { message: 'b is refused' } });
    expect(await stored()).toEqual(['a', 'c']);
  });

  it('finds the one command that makes a batch fail, and records all others', async () => {
    const commit = new GroupCommit({ db, record });
    const notes = keys(100).map((key, index): Note => (index === 67 ? { key, fate: 'poison' } : { key }));
    const results = await submitAll(commit, notes);
    expect(
      results.flatMap((result, index) =>
        result.status === 'rejected' ? [[index, (result.reason as Error).message]] : [],
      ),
    ).toEqual([[67, 'k0067 is poison']]);
    expect(await stored(), 'the failing command records nothing, all others are recorded once').toEqual(
      keys(100).filter((_, index) => index !== 67),
    );
  });

  it('resolves a lost reply to COMMIT by the keys', async () => {
    let lost = 0;
    // A connection that breaks right after the commit: everything is recorded, and the reply is lost.
    const flaky = {
      async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
        const result = await db.transact(work);
        lost += 1;
        if (lost <= 2) throw new CommitOutcomeUnknown(new Error('connection lost'));
        return result;
      },
    } as Database;
    const commit = new GroupCommit({ db: flaky, record });
    expect(await Promise.all(keys(20).map((key) => commit.submit({ key })))).toEqual(keys(20));
    expect(await stored()).toEqual(keys(20));
  });

  it('says so when the outcome remains unknown', async () => {
    const broken = {
      transact: () => Promise.reject(new CommitOutcomeUnknown(new Error('connection lost'))),
    } as unknown as Database;
    const commit = new GroupCommit({ db: broken, record });
    await expect(commit.submit({ key: 'a' })).rejects.toThrow(CommitOutcomeUnknown);
  });

  it('refuses commands that would wait in vain, and records nothing of them', async () => {
    const commit = new GroupCommit({ db, record, maxBatch: 10, maxWaiting: 20 });
    const results = await submitAll(
      commit,
      keys(30).map((key) => ({ key })),
    );
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
    expect(refused).toHaveLength(10);
    expect(refused.every(isUnavailable), 'the client gets UNAVAILABLE').toBe(true);
    expect(await stored()).toEqual(keys(20));
    await expect(commit.submit({ key: 'later' })).resolves.toBe('later');
  });
});
