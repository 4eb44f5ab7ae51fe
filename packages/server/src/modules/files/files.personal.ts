import type { Inventory } from '../../personal-data.js';

const PURPOSE = 'To prove what a unit reports.';

export const filesInventory: Inventory = {
  personal: [
    {
      table: 'stored_files',
      title: ['上传的文件', 'Files that you uploaded'],
      columns: { name: ['文件名', 'Name'] },
      facts: { created_at: ['上传时间', 'Uploaded at'], bytes: ['字节', 'Bytes'], sha256: ['摘要', 'Digest'] },
      holder: 'owner_id = ?',
      purpose: PURPOSE,
      basis: 'DUTY',
      seenBy: 'People who may see the report that it proves.',
      kept: 'As long as the report. Uploads that nothing uses: seven days.',
      atClosing: { kept: "The file proves what a unit did with gifts. It stays with the unit's report." },
    },
    {
      place: 'The folder `uploads`: pictures and files of evidence',
      title: ['图片与凭证文件', 'Pictures and files of evidence'],
      purpose: `${PURPOSE} Photographs and lists may show helped people.`,
      basis: 'DUTY',
      seenBy: 'People who may see the report that they prove. Each opening by staff is in the trace.',
      kept: 'As long as the report. Uploads that nothing uses: seven days.',
    },
  ],
  harmless: {
    stored_files: { audience: 'WORD', purpose: 'WORD', type: 'WORD', sha256: 'DIGEST' },
    file_contents: { sha256: 'DIGEST' },
  },
};
