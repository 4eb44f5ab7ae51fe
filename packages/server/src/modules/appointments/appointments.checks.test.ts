import { expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { testServices } from '#testing';
import { appointmentChecks } from './appointments.checks.js';

const [UNITS, EXCLUSIVE, TWO, MONEY, ORDERS] = appointmentChecks.map(({ name }) => name) as [
  string,
  string,
  string,
  string,
  string,
];
const AT = "'2026-06-10 02:00:00.000'";
const grant = (user: string, role: string, more: { by?: string; order?: string; unit?: string } = {}) =>
  `INSERT INTO role_grants (user_id, role, scope_kind, scope_id, granted_by_id, granted_at, order_id) VALUES
    ('${user}', '${role}', '${more.unit === undefined ? 'CITY' : 'ORGANIZATION'}', '${more.unit ?? ''}', ${more.by === undefined ? 'NULL' : `'${more.by}'`}, ${AT}, ${more.order === undefined ? 'NULL' : `'${more.order}'`})`;
const change = (id: string, user: string, role: string) =>
  `INSERT INTO role_changes (id, user_id, role, is_given, created_at) VALUES ('${id}', '${user}', '${role}', 1, ${AT})`;
const order = (id: string, subject: string, signedBy: string, amountFen = 0) =>
  `INSERT INTO orders (id, kind, subject_id, amount_fen, limit_scope, alone_up_to_fen, state, prepared_by_id, prepared_at, signed_by_id, done_at, done_month, is_from_before)
   VALUES ('${id}', 'ROLE_CHANGE', '${subject}', ${amountFen}, 'roles', 0, 'DONE', 'a', ${AT}, '${signedBy}', ${AT}, '2026-06', 0)`;

/** Two administrators from the command line gave a third person the role of a treasurer. */
const SOUND = [
  ...['a', 'b', 'c'].map((id) => `INSERT INTO users (id, name, created_at) VALUES ('${id}', '${id}', ${AT})`),
  "INSERT INTO organizations (id, name, kind, about, verification, search_text, created_at) VALUES ('unit', '单位', 'CHARITY', '', 'VERIFIED', '', '2026-06-10 02:00:00.000')",
  grant('a', 'ADMIN'),
  grant('b', 'ADMIN'),
  change('change', 'c', 'TREASURER'),
  order('order', 'change', 'b'),
  grant('c', 'TREASURER', { by: 'a', order: 'order' }),
  grant('c', 'REVIEWER', { by: 'a', unit: 'unit' }),
];

it.each<[string, string[], string[]]>([
  ['nothing is wrong', [], []],
  ['a role is for a unit that does not exist', [grant('b', 'KEEPER', { unit: 'x' })], [UNITS]],
  ['a treasurer is for one unit', [grant('c', 'AUDITOR', { unit: 'unit' })], [UNITS]],
  ['an administrator is a reviewer of a unit', [grant('a', 'REVIEWER', { unit: 'unit' })], [EXCLUSIVE]],
  ['an administrator is a treasurer', [grant('a', 'TREASURER')], [EXCLUSIVE]],
  ['one administrator gave the role of an auditor', [grant('c', 'AUDITOR', { by: 'a' })], [TWO]],
  ['the order of a role is for another role', ["UPDATE role_changes SET role = 'AUDITOR'"], [TWO]],
  ['the person who got the role signed it', ["UPDATE orders SET signed_by_id = 'c'"], [TWO]],
  ['the order of a role was never signed', ["UPDATE orders SET state = 'REFUSED', signed_by_id = NULL"], [TWO]],
  ['a change of a role moves money', ['UPDATE orders SET amount_fen = 1'], [MONEY]],
  ['a change has no order', [change('other', 'b', 'AUDITOR')], [ORDERS]],
  ['an order has no change', [order('lost', 'nothing', 'b')], [ORDERS]],
])('%s: the checks say so', async (_what, damage, broken) => {
  const services = await testServices();
  services.damage([...SOUND, ...damage]);
  const results = await runChecks(services, appointmentChecks);
  expect(results.filter(({ rows }) => rows.length > 0).map(({ name }) => name)).toEqual(broken);
  await services.close();
});
