import { expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { testServices } from '#testing';
import { orderChecks } from './orders.checks.js';

const COLUMNS =
  'id, kind, subject_id, project_id, unit_id, amount_fen, limit_scope, alone_up_to_fen, state, reason, prepared_by_id, prepared_at, signed_by_id, done_at, done_month, closed_by_id, closed_at, is_from_before';

const order = (
  id: string,
  state: string,
  amountFen: number,
  people: { preparedBy?: string; signedBy?: string; at?: string; from?: 0 | 1 } = {},
): string => {
  const { preparedBy = 'a', signedBy, at = '2026-06-10 02:00:00.000', from = 0 } = people;
  const done = state === 'DONE' ? [`'${at}'`, "'2026-06'"] : ['NULL', 'NULL'];
  return `INSERT INTO orders (${COLUMNS}) VALUES ('${id}', 'STAGE_RELEASE', 'of ${id}', NULL, 'unit', ${amountFen}, 'project:p', 1000, '${state}', NULL, '${preparedBy}', '2026-06-10 01:00:00.000', ${signedBy === undefined ? 'NULL' : `'${signedBy}'`}, ${done.join(', ')}, NULL, NULL, ${from})`;
};
const step = (id: string, position: number, kind: string, by: string) =>
  `INSERT INTO order_steps VALUES ('${id}', ${position}, '${kind}', '${by}', '2026-06-10 01:00:00.000', NULL)`;

const SOUND = [
  order('alone', 'DONE', 600),
  step('alone', 0, 'PREPARED', 'a'),
  step('alone', 1, 'DONE_ALONE', 'a'),
  order('signed', 'DONE', 5_000, { signedBy: 'b' }),
  step('signed', 0, 'PREPARED', 'a'),
  step('signed', 1, 'SIGNED', 'b'),
  order('open', 'PREPARED', 700),
  step('open', 0, 'PREPARED', 'a'),
  "INSERT INTO order_months VALUES ('project:p', '2026-06', 600)",
];

const [SELF, ONCE, ONE, LIMIT, MONTHS, UNIT] = orderChecks.map(({ name }) => name) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

it.each<[string, string[], string[]]>([
  ['somebody signed what they prepared', ["UPDATE orders SET signed_by_id = 'a' WHERE id = 'signed'"], [SELF]],
  [
    'an order is done and nobody says so',
    [
      "UPDATE orders SET state = 'DONE', signed_by_id = 'b', done_at = '2026-06-10 02:00:00.000', done_month = '2026-06' WHERE id = 'open'",
    ],
    [ONCE],
  ],
  ['an order has no history', [order('new', 'PREPARED', 1)], [ONCE]],
  [
    'two orders stand for one subject',
    [
      order('twin', 'PREPARED', 1),
      step('twin', 0, 'PREPARED', 'a'),
      "UPDATE orders SET subject_id = 'of open' WHERE id = 'twin'",
    ],
    [ONE],
  ],
  [
    'single persons paid more than the limit',
    [
      order('more', 'DONE', 401, { at: '2026-06-20 02:00:00.000' }),
      step('more', 0, 'PREPARED', 'c'),
      step('more', 1, 'DONE_ALONE', 'c'),
      "UPDATE orders SET prepared_by_id = 'c' WHERE id = 'more'",
      'UPDATE order_months SET alone_fen = 1001',
    ],
    [LIMIT],
  ],
  ['a total of a month is wrong', ['UPDATE order_months SET alone_fen = 599'], [MONTHS]],
  ['a total of a month is missing', ['DELETE FROM order_months'], [MONTHS]],
  [
    'who prepared it belonged to the unit',
    [
      "INSERT INTO memberships (user_id, organization_id, role, created_at) VALUES ('a', 'unit', 'MEMBER', '2026-06-01 00:00:00.000')",
    ],
    [UNIT],
  ],
  [
    'who signed it belonged to the unit',
    [
      "INSERT INTO memberships (user_id, organization_id, role, created_at) VALUES ('b', 'unit', 'MEMBER', '2026-06-01 00:00:00.000')",
    ],
    [UNIT],
  ],
  [
    'somebody joined the unit afterwards',
    [
      "INSERT INTO memberships (user_id, organization_id, role, created_at) VALUES ('b', 'unit', 'MEMBER', '2026-06-12 00:00:00.000')",
    ],
    [],
  ],
  [
    'what was decided before the limits added up goes beyond them',
    [
      order('old', 'DONE', 900, { from: 1 }),
      step('old', 0, 'PREPARED', 'a'),
      step('old', 1, 'DONE_ALONE', 'a'),
      "UPDATE orders SET done_at = '2026-06-11 02:00:00.000' WHERE id = 'old'",
      'UPDATE order_months SET alone_fen = 1500',
    ],
    [],
  ],
])('the checks find: %s', async (_what, damage, names) => {
  const services = await testServices();
  try {
    const broken = async () =>
      (await runChecks(services, orderChecks)).filter(({ rows }) => rows.length > 0).map(({ name }) => name);
    services.damage(SOUND);
    expect(await broken()).toEqual([]);
    services.damage(damage);
    expect(await broken()).toEqual(names);
  } finally {
    await services.close();
  }
});
