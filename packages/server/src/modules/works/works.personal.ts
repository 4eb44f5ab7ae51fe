import type { Inventory } from '../../personal-data.js';

const FOR_THE_PERSON = {
  purpose: 'To make what the person asked for, and to let the person find it again.',
  basis: 'CONTRACT',
} as const;

export const worksInventory: Inventory = {
  personal: [
    {
      ...FOR_THE_PERSON,
      table: 'works',
      title: ['您发起的办理', 'Work that you asked for'],
      // The request holds the words of a search, which can be a name.
      columns: { subject: ['对象', 'Subject'], request_json: ['要求', 'Request'] },
      facts: { kind: ['类型', 'Kind'], started_at: ['开始时间', 'Started'] },
      seenBy: 'The subject: administrators and auditors. The request: nobody else.',
      kept: 'Until the account is closed.',
      holder: 'started_by_id = ?',
      atClosing: { masked: { subject: '', request_json: null }, kept: 'The row says which work was done.' },
    },
    {
      ...FOR_THE_PERSON,
      table: 'work_results',
      title: ['为您生成的文件', 'Files that were made for you'],
      columns: { file_name: ['文件名', 'File name'] },
      facts: { kept_until: ['保留到', 'Kept until'] },
      seenBy: 'Nobody else.',
      kept: 'A week.',
      holder: 'work_id IN (SELECT w.id FROM works w WHERE w.started_by_id = ?)',
      atClosing: { rows: 'DELETED' },
    },
    {
      ...FOR_THE_PERSON,
      table: 'work_result_parts',
      title: ['为您生成的文件的内容', 'Contents of files that were made for you'],
      columns: { content: 'SECRET' },
      seenBy: 'Nobody else.',
      kept: 'A week.',
      holder: 'work_id IN (SELECT w.id FROM works w WHERE w.started_by_id = ?)',
      atClosing: { rows: 'DELETED' },
    },
  ],
  harmless: {
    works: { kind: 'WORD', state: 'WORD', outcome_json: 'FIGURES', failure_key: 'WORD' },
    work_results: { type: 'WORD' },
  },
};
