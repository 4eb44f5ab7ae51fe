import type { Module } from './module.js';
import { HARMLESS, isTable, type LegalBasis, type PersonalPlace, type PersonalTable } from './personal-data.js';

const BASES: Readonly<Record<LegalBasis, string>> = {
  CONTRACT: 'needed for what the person asked for (article 13, item 2)',
  DUTY: 'needed for a duty by law (article 13, item 3)',
  CONSENT: 'consent (article 13, item 1)',
};

function whereOf(data: PersonalTable | PersonalPlace): string {
  if (!isTable(data)) return data.place;
  return `\`${data.table}\`: ${Object.keys(data.columns)
    .map((column) => `\`${column}\``)
    .join(', ')}`;
}

function atClosingOf(data: PersonalTable | PersonalPlace): string {
  if (!isTable(data) || data.atClosing === null) return 'Does not belong to an account.';
  const { atClosing } = data;
  if ('rows' in atClosing) return 'Deleted.';
  if (!('masked' in atClosing)) return `Stays. ${atClosing.kept}`;
  const masked = Object.keys(atClosing.masked)
    .map((column) => `\`${column}\``)
    .join(', ');
  return [`Masked: ${masked}.`, atClosing.kept].filter(Boolean).join(' ');
}

/** Returns the record of processing that article 55 of the PIPL is about, as a Markdown page, from what modules declare. */
export function printPersonalData(modules: readonly Module[]): string {
  const personal = modules.flatMap(({ name, inventory }) =>
    (inventory?.personal ?? []).map(
      (data) =>
        `| ${data.title[1]} | ${name} | ${whereOf(data)} | ${data.purpose} | ${BASES[data.basis]} | ${data.seenBy} | ${data.kept} | ${data.goesTo ?? 'Nowhere.'} | ${atClosingOf(data)} |`,
    ),
  );
  const harmless = modules.flatMap(({ inventory }) =>
    Object.entries(inventory?.harmless ?? {}).map(
      ([table, columns]) =>
        `| \`${table}\` | ${Object.entries(columns)
          .map(([column, why]) => `\`${column}\` ${why}`)
          .join(', ')} |`,
    ),
  );
  const rules = modules.flatMap(({ name: module, retentionRules = [] }) =>
    retentionRules.map(({ name, removes }) => `| \`${name}\` | ${module} | ${removes} |`),
  );
  return [
    '# Personal data: the record of processing',
    '',
    '`pnpm schema` writes this page from what the modules declare (`*.personal.ts`). A test compares the declarations with the tables of the database: each text column is either personal data or harmless, and a new column is neither until its module says which.',
    '',
    '[Privacy](privacy.md) describes the notice, the export, the closing of an account and how time removes data.',
    '',
    '## Personal data',
    '',
    'The legal basis is an item of article 13 of the Personal Information Protection Law (个人信息保护法). Backups and replicas of the database hold the same data as the tables.',
    '',
    '| what | module | where | purpose | legal basis | who sees it | how long | where it goes | when the account is closed |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...personal,
    '',
    '## What time removes',
    '',
    'The job `retention` carries these rules out once an hour. It logs what each removed, and `/metrics` counts it as `retention_removed_total` by rule. Uploads that nothing uses are removed by jobs of their own.',
    '',
    '| rule | module | removes |',
    '| --- | --- | --- |',
    ...rules,
    '',
    '## Text that is no personal data',
    '',
    '| word | meaning |',
    '| --- | --- |',
    ...Object.entries(HARMLESS).map(([word, meaning]) => `| ${word} | ${meaning} |`),
    '',
    '| table | columns |',
    '| --- | --- |',
    ...harmless,
  ].join('\n');
}
