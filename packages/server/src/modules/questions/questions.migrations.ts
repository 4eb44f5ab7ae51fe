import { addColumn, createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_310_000;

export const questionMigrations = [
  createTable(
    AT,
    'project_questions',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    author_id ${t.id} NOT NULL,
    text ${t.text(500)} NOT NULL,
    asked_at ${t.time} NOT NULL,
    due_at ${t.time} NOT NULL,
    answer ${t.text(2000)} NULL,
    answered_at ${t.time} NULL,
    answered_by_id ${t.id} NULL,
    hidden_at ${t.time} NULL,
    hidden_by ${t.text(10)} NULL,
    hidden_by_id ${t.id} NULL,
    hidden_reason ${t.text(500)} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    FOREIGN KEY (project_id) REFERENCES projects (id),
    FOREIGN KEY (author_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 1_000, 'project_questions', 'project_questions_by_project', 'project_id, id'),
  createIndex(AT + 2_000, 'project_questions', 'project_questions_waiting', 'answered_at, hidden_at, due_at, id'),
  createIndex(AT + 3_000, 'project_questions', 'project_questions_by_author', 'author_id, project_id'),
  createTable(
    AT + 4_000,
    'project_question_counts',
    (t) => `
    project_id ${t.id} NOT NULL PRIMARY KEY,
    shown ${t.integer} NOT NULL,
    answered ${t.integer} NOT NULL,
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  addColumn(1_760_000_351_000, 'project_questions', 'answer_corrections', (t) => `${t.integer} NOT NULL DEFAULT 0`),
  addColumn(1_760_000_351_010, 'project_questions', 'answer_corrected_at', (t) => `${t.time} NULL`),
  createTable(
    1_760_000_351_020,
    'replaced_answers',
    (t) => `
    question_id ${t.id} NOT NULL,
    number ${t.integer} NOT NULL,
    text ${t.text(2000)} NOT NULL,
    written_at ${t.time} NOT NULL,
    written_by_id ${t.id} NOT NULL,
    PRIMARY KEY (question_id, number),
    FOREIGN KEY (question_id) REFERENCES project_questions (id)
  `,
  ),
];
