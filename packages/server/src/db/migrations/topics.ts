import { createTable } from '../ddl.js';

const AT = 1_760_000_050_000;

export const topicMigrations = [
  createTable(
    AT + 1,
    'topic_versions',
    (t) => `
    topic ${t.text(100)} NOT NULL,
    shard ${t.integer} NOT NULL,
    version ${t.integer} NOT NULL,
    PRIMARY KEY (topic, shard)
  `,
  ),
];
