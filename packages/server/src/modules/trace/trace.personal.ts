import type { Inventory } from '../../personal-data.js';

const FOR_EVER = 'The trace is append-only and proves who decided. It holds ids instead of names, so it shows nobody.';

export const traceInventory: Inventory = {
  personal: [
    {
      table: 'trace_entries',
      title: ['操作记录', 'What was done by you and with your account'],
      columns: { place: 'SECRET', agent: ['浏览器与系统', 'Browser and system'] },
      facts: { at: ['时间', 'At'], kind: ['操作', 'Act'] },
      holder: 'actor_id = ? OR person_id = ?',
      purpose: 'To prove who gave a right, decided, moved money or looked at personal data.',
      basis: 'DUTY',
      seenBy: 'Auditors, and the person whom an act concerns.',
      kept: 'For ever. The network address is stored as a keyed hash only.',
      atClosing: { kept: FOR_EVER },
    },
    {
      table: 'trace_reasons',
      title: ['您填写的理由', 'Reasons that you gave'],
      columns: { reason: ['理由', 'Reason'] },
      holder: 'entry_id IN (SELECT id FROM trace_entries WHERE actor_id = ?)',
      purpose: 'To know why somebody decided.',
      basis: 'DUTY',
      seenBy: 'Auditors, and the person whom an act concerns.',
      kept: 'For ever, unless it names somebody: then the operator erases it, and the entry keeps its digest.',
      atClosing: { kept: "Decisions of staff need their reasons. A donor's account has none." },
    },
  ],
  harmless: {
    trace_entries: {
      kind: 'WORD',
      role: 'WORD',
      subject: 'NUMBER',
      before_facts: 'FIGURES',
      after_facts: 'FIGURES',
      reason_digest: 'DIGEST',
    },
  },
};
