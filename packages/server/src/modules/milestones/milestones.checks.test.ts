import { expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { testServices } from '#testing';
import { milestoneChecks } from './milestones.checks.js';

const SOUND = [
  "INSERT INTO milestone_reports VALUES ('r', 'm', 'done', '[]', '2017-06-08 00:00:00.000', 'u', NULL, NULL, NULL, NULL)",
  "INSERT INTO stored_files VALUES ('f', 'u', 'stage', 'm', 'x.txt', 'text/plain', 1, 'digest', NULL, NULL, '2017-06-08 00:00:00.000', '2017-06-08 00:00:00.000', 0, 'EVERYBODY', NULL)",
  "INSERT INTO milestone_report_files VALUES ('r', 'f', 0)",
];
const SHOWN = 'every file that a report shows was uploaded for its stage and is kept';
const KEPT = 'every file that is kept for a stage is shown by a report of it';

it.each<[string, string, string[]]>([
  ['a file is gone', 'DELETE FROM stored_files', [SHOWN]],
  ['a file is not kept', 'UPDATE stored_files SET used_at = NULL', [SHOWN]],
  ['a file is of another stage', "UPDATE stored_files SET subject_id = 'other'", [SHOWN]],
  ['a file is for something else', "UPDATE stored_files SET purpose = 'other'", [SHOWN]],
  ['no report shows a file', 'DELETE FROM milestone_report_files', [KEPT]],
])('the checks find: %s', async (_what, damage, names) => {
  const services = await testServices();
  try {
    const broken = async () =>
      (await runChecks(services, milestoneChecks)).filter(({ rows }) => rows.length > 0).map(({ name }) => name);
    services.damage(SOUND);
    expect(await broken()).toEqual([]);
    services.damage([damage]);
    expect(await broken()).toEqual(names);
  } finally {
    await services.close();
  }
});
