import type { Inventory } from '../../personal-data.js';

export const updatesInventory: Inventory = {
  personal: [
    {
      table: 'project_follows',
      title: ['关注的项目', 'Projects that you follow'],
      columns: {},
      facts: { project_id: ['项目编号', 'Id of the project'], followed_at: ['时间', 'At'] },
      holder: 'user_id = ?',
      purpose: 'To tell the person of news of the project.',
      basis: 'CONTRACT',
      seenBy: 'Nobody. The public sees how many follow a project.',
      kept: 'Until the person no longer follows the project or closes the account.',
      atClosing: { rows: 'DELETED' },
    },
  ],
  harmless: {
    project_updates: { kind: 'WORD', title: 'PUBLIC_TEXT', text: 'PUBLIC_TEXT' },
    update_versions: { title: 'PUBLIC_TEXT', text: 'PUBLIC_TEXT' },
    update_photos: { alt: 'PUBLIC_TEXT' },
  },
};
