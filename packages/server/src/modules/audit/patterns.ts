import type { EntityManager } from 'typeorm';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { sqlIn } from '../../db/rows.js';

/** A person's entries that make a pattern. */
export interface Finding {
  readonly personId: string;
  readonly entries: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** A pattern that a person should look at. The list below is all there is: a new one is a new row. */
export type Pattern = {
  readonly name: string;
  readonly label: readonly [zh: string, en: string];
  /** How many minutes the entries of one finding span at most. */
  readonly minutes: number;
} & (
  | {
      /** At least `atLeast` entries of these kinds by, or about, one person. */
      readonly kinds: readonly string[];
      readonly of: 'actor_id' | 'person_id';
      readonly atLeast: number;
    }
  | {
      /** An entry of `first`, and then one of `second` by the person who did the first or whom it concerns. */
      readonly first: readonly string[];
      readonly second: readonly string[];
    }
  | {
      /**
       * An entry of `first` by one account, and then one of `second` by another account, which signed in between them
       * at the same place with the same kind of browser.
       */
      readonly first: readonly string[];
      readonly signIn: string;
      readonly second: readonly string[];
    }
);

export const PATTERNS: readonly Pattern[] = [
  {
    name: 'MANY_FAILURES',
    label: ['同一账号多次登录失败', 'Many failures to sign in to one account'],
    minutes: 15,
    kinds: ['SIGN_IN_FAILED', 'PASSWORD_REFUSED', 'FACTOR_REFUSED'],
    of: 'person_id',
    atLeast: 5,
  },
  {
    name: 'ROLE_THEN_MONEY',
    label: ['授予角色后一小时内由同一人处理资金', 'Money moved within an hour by who gave or was given a role'],
    minutes: 60,
    first: ['ROLE_GIVEN'],
    second: ['ORDER_PREPARED', 'ORDER_SIGNED', 'ORDER_DONE_ALONE', 'PAYOUT_FILE_TAKEN'],
  },
  {
    name: 'TWO_ACCOUNTS',
    label: [
      '同一处、同一种浏览器先后用两个账号办理相互制约的事项',
      'Two accounts, one after the other in one place and browser, in acts that control each other',
    ],
    minutes: 30,
    first: [
      'UNIT_MADE',
      'STAGE_REPORTED',
      'STAGE_DECIDED',
      'MEASUREMENT_DECIDED',
      'PROJECT_STEP',
      'PAYEE_ACCOUNT_ENTERED',
      'PAYEE_ACCOUNT_DECIDED',
      'ORDER_PREPARED',
    ],
    signIn: 'SIGNED_IN',
    second: [
      'UNIT_DECIDED',
      'STAGE_DECIDED',
      'MEASUREMENT_DECIDED',
      'PAYEE_ACCOUNT_DECIDED',
      'PAYMENT_CONFIRMED',
      'ORDER_PREPARED',
      'ORDER_SIGNED',
      'ORDER_DONE_ALONE',
    ],
  },
  {
    name: 'MANY_LOOKS',
    label: ['十分钟内大量查看个人信息', 'Many looks at personal data within ten minutes'],
    minutes: 10,
    kinds: ['PERSONAL_DATA_SEEN', 'FILE_OPENED', 'PAPER_OPENED', 'PAYOUT_FILE_TAKEN'],
    of: 'actor_id',
    atLeast: 60,
  },
];

interface FoundRow {
  person: string;
  entries: number | string;
  first_at: Date | string;
  last_at: Date | string;
}

/** Returns what shows `pattern` in the time up to `now`. */
export async function findPattern(manager: EntityManager, pattern: Pattern, now: Date): Promise<Finding[]> {
  const windowMs = pattern.minutes * 60_000;
  const since = sqlTime(new Date(now.getTime() - windowMs));
  if ('of' in pattern) {
    const rows = await manager.query<FoundRow[]>(
      `SELECT ${pattern.of} AS person, COUNT(*) AS entries, MIN(at) AS first_at, MAX(at) AS last_at FROM trace_entries
       WHERE ${sqlIn('kind', pattern.kinds)} AND ${pattern.of} IS NOT NULL AND at > ? AND at <= ?
       GROUP BY ${pattern.of} HAVING COUNT(*) >= ${pattern.atLeast}`,
      [...pattern.kinds, since, sqlTime(now)],
    );
    return rows.map(findingOf);
  }
  if ('signIn' in pattern) return findTwoAccounts(manager, pattern, now);
  // The second entry is in the window, and the first one up to a window before it. The few rows are paired here.
  const read = (kinds: readonly string[], from: string) =>
    manager.query<{ actor_id: string | null; person_id: string | null; at: Date | string }[]>(
      `SELECT actor_id, person_id, at FROM trace_entries WHERE ${sqlIn('kind', kinds)} AND at > ? AND at <= ? ORDER BY id`,
      [...kinds, from, sqlTime(now)],
    );
  const firsts = await read(pattern.first, sqlTime(new Date(now.getTime() - 2 * windowMs)));
  if (firsts.length === 0) return [];
  const findings = new Map<string, Finding>();
  for (const second of await read(pattern.second, since)) {
    const { actor_id: actor } = second;
    if (actor === null) continue;
    const at = fromSqlTime(second.at);
    const first = firsts.find((one) => {
      const before = at.getTime() - fromSqlTime(one.at).getTime();
      return (one.actor_id === actor || one.person_id === actor) && before >= 0 && before <= windowMs;
    });
    if (first === undefined) continue;
    const known = findings.get(actor);
    findings.set(actor, {
      personId: actor,
      entries: (known?.entries ?? 1) + 1,
      firstAt: known?.firstAt ?? fromSqlTime(first.at),
      lastAt: at,
    });
  }
  return [...findings.values()];
}

const findingOf = ({ person, entries, first_at, last_at }: FoundRow): Finding => ({
  personId: person,
  entries: Number(entries),
  firstAt: fromSqlTime(first_at),
  lastAt: fromSqlTime(last_at),
});

interface PlacedRow {
  kind: string;
  actor_id: string;
  place: string;
  agent: string | null;
  at: Date | string;
}

/**
 * Pairs acts of two accounts between which the second one signed in at the place of the first. People who share an
 * office have one place as well, so a finding is only a reason to look.
 */
async function findTwoAccounts(
  manager: EntityManager,
  { minutes, first, signIn, second }: Extract<Pattern, { signIn: string }>,
  now: Date,
): Promise<Finding[]> {
  const windowMs = minutes * 60_000;
  const kinds = [...new Set([...first, signIn, ...second])];
  const rows = await manager.query<PlacedRow[]>(
    `SELECT kind, actor_id, place, agent, at FROM trace_entries
     WHERE ${sqlIn('kind', kinds)} AND actor_id IS NOT NULL AND place IS NOT NULL AND at > ? AND at <= ? ORDER BY id`,
    [...kinds, sqlTime(new Date(now.getTime() - 2 * windowMs)), sqlTime(now)],
  );
  const entries = rows.map((row) => ({ ...row, time: fromSqlTime(row.at).getTime() }));
  const findings = new Map<string, Finding>();
  entries.forEach((act, index) => {
    if (!second.includes(act.kind) || act.time <= now.getTime() - windowMs) return;
    const before = entries
      .slice(0, index)
      .filter(({ place, agent, time }) => place === act.place && agent === act.agent && act.time - time <= windowMs);
    const signInAt = before.findLastIndex(({ kind, actor_id }) => kind === signIn && actor_id === act.actor_id);
    const other = before
      .slice(0, Math.max(signInAt, 0))
      .find(({ kind, actor_id }) => first.includes(kind) && actor_id !== act.actor_id);
    if (other === undefined) return;
    const known = findings.get(act.actor_id);
    findings.set(act.actor_id, {
      personId: act.actor_id,
      entries: (known?.entries ?? 2) + 1,
      firstAt: known?.firstAt ?? new Date(other.time),
      lastAt: new Date(act.time),
    });
  });
  return [...findings.values()];
}
