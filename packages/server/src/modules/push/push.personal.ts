import type { Inventory } from '../../personal-data.js';

export const pushInventory: Inventory = {
  personal: [
    {
      table: 'push_devices',
      title: ['显示通知的设备', 'Devices that show notifications'],
      columns: {
        device: ['设备', 'Device'],
        language: ['语言', 'Language'],
        subscription_sealed: 'SECRET',
        endpoint_key: 'SECRET',
      },
      facts: { created_at: ['开启时间', 'Since'] },
      holder: 'user_id = ?',
      purpose: 'To show a person’s notifications on a device on which the person switched that on.',
      basis: 'CONSENT',
      seenBy: 'Nobody else. The address of the browser is encrypted.',
      kept: 'Until the person ends it, the browser does, or the account is closed.',
      goesTo:
        "The subject line, encrypted for the browser alone, goes through the push service of the browser's maker, which learns the time and the network address of this server.",
      atClosing: { rows: 'DELETED' },
    },
  ],
  harmless: {},
};
