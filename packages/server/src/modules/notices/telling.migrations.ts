import { addColumn, createIndex, createTable, dropTable, migration } from '../../db/ddl.js';

const AT = 1_760_000_260_000;

/** The topic of each kind that there was before topics. */
const TOPIC_OF_KIND = `CASE
  WHEN e.kind IN ('PLEDGE_ENDED', 'GIFT_REFUNDED', 'CONFIRMATION_REVERSED') THEN 'GIFTS'
  WHEN e.kind IN ('STAGE_VERIFIED', 'STAGE_PAID') THEN 'SUPPORTED'
  WHEN e.kind IN ('STAGE_RETURNED', 'REPORT_SOON', 'REPORT_LATE') THEN 'PROJECTS'
  WHEN e.kind IN ('PARENT_ASKED', 'PARENT_ACCEPTED', 'PARENT_REFUSED') THEN 'UNITS'
  ELSE 'WORK' END`;

export const tellingMigrations = [
  addColumn(AT, 'notices', 'topic', (t) => `${t.text(20)} NOT NULL DEFAULT 'WORK'`),
  addColumn(AT + 10, 'notices', 'digest', (t) => `${t.text(10)} NULL`),
  migration({
    at: AT + 20,
    name: 'GiveNoticesTopics',
    up: () => `UPDATE notices SET topic = (SELECT ${TOPIC_OF_KIND} FROM notice_events e WHERE e.id = notices.event_id)`,
    down: () => "UPDATE notices SET topic = 'WORK'",
  }),
  migration({
    at: AT + 30,
    name: 'GiveEditorsNoticesTopics',
    up: () => `UPDATE notices SET topic = 'PROJECTS' WHERE topic = 'SUPPORTED' AND data LIKE '%"editor"%'`,
    down: () => "UPDATE notices SET topic = 'WORK'",
  }),
  createIndex(AT + 40, 'notices', 'notices_by_topic', 'user_id, topic, id'),
  createTable(
    AT + 50,
    'notice_choices',
    (t) => `
    user_id ${t.id} NOT NULL,
    topic ${t.text(20)} NOT NULL,
    way ${t.text(10)} NOT NULL,
    PRIMARY KEY (user_id, topic),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createTable(
    AT + 60,
    'notice_preferences',
    (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    language ${t.text(5)} NULL,
    quiet_from ${t.integer} NULL,
    quiet_until ${t.integer} NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  // Somebody who wanted no mail of one kind gets no mail of its topic, because a mail too many is worse than one that
  // the page has as well.
  migration({
    at: AT + 70,
    name: 'KeepRefusalsOfMail',
    up: () => `INSERT INTO notice_choices (user_id, topic, way)
      SELECT DISTINCT e.user_id, ${TOPIC_OF_KIND}, 'INBOX' FROM notice_mail_refusals e
      WHERE NOT EXISTS (SELECT 1 FROM notice_choices c WHERE c.user_id = e.user_id)`,
    down: () => 'DELETE FROM notice_choices',
  }),
  dropTable(
    AT + 80,
    'notice_mail_refusals',
    (t) => `
    user_id ${t.id} NOT NULL,
    kind ${t.text(60)} NOT NULL,
    PRIMARY KEY (user_id, kind),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
];
