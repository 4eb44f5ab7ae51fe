import { PlatformRole } from './context.js';
import type { Module } from './module.js';
import type { Permission } from './permission.js';

const ROLES = Object.values(PlatformRole);
const holdersOf = ({ roles }: Permission): string => ROLES.filter((role) => roles.includes(role)).join(', ');

/** Returns the queues and the topics of changes that the modules declare, as a Markdown page. */
export function printQueues(modules: readonly Module[]): string {
  const queues = modules.flatMap(({ name: module, queues = [] }) =>
    queues.map(
      ({ name, path, see, work }) =>
        `| \`${name}\` | ${module} | \`${path}\` | ${holdersOf(see)} | ${holdersOf(work)} |`,
    ),
  );
  const topics = modules.flatMap(({ name: module, topics = [] }) =>
    topics.map(({ name, isOfEach }) => `| \`${name}${isOfEach ? ':<id>' : ''}\` | ${module} |`),
  );
  return [
    '# Queues and topics',
    '',
    '`pnpm schema` writes this page from what the modules declare (`*.queues.ts`, `*.topics.ts`).',
    '',
    '## Queues',
    '',
    'A queue is work that waits for people with a role. Its workers get a letter a day and see who has an item open. Each queue has a topic, `queue:` and its name, for everybody who sees the queue.',
    '',
    '| queue | module | desk | who sees it | who works it |',
    '| --- | --- | --- | --- | --- |',
    ...queues,
    '',
    '## Topics',
    '',
    'Pages watch topics by the subscription `changed` and ask their queries again when one changes. The module says who may watch. Topics of queues are not listed again.',
    '',
    '| topic | module |',
    '| --- | --- |',
    ...topics,
  ].join('\n');
}
