import type { Inventory } from '../../personal-data.js';
import { phoneNumber, waitingNumber } from './phones.sealed.js';

const SEALED = 'The number is encrypted.';
const PROVIDER = "The number goes to the operator's provider of text messages with each code.";

export const phonesInventory: Inventory = {
  personal: [
    {
      table: 'account_phones',
      title: ['手机号', 'Telephone number'],
      columns: { number_sealed: ['手机号', 'Number'] },
      sealed: [phoneNumber],
      facts: { verified_at: ['验证时间', 'Confirmed at'] },
      holder: 'user_id = ?',
      purpose: 'To reach the person about the gifts that they handle for a unit. The number is optional.',
      basis: 'CONSENT',
      seenBy: `Treasurers, about a gift that the person gave in the name of a unit; each look is in the trace. ${SEALED}`,
      kept: 'Until the person removes it or closes the account.',
      goesTo: PROVIDER,
      atClosing: { rows: 'DELETED' },
    },
    {
      table: 'phone_codes',
      title: ['等待验证的手机号', 'Telephone number that waits for its code'],
      columns: { number_sealed: ['手机号', 'Number'], code_key: 'SECRET' },
      sealed: [waitingNumber],
      facts: { expires_at: ['有效期至', 'Valid until'] },
      holder: 'user_id = ?',
      purpose: 'To know that the person reads messages to the number.',
      basis: 'CONSENT',
      seenBy: `Nobody else. ${SEALED}`,
      kept: 'Ten minutes.',
      goesTo: PROVIDER,
      atClosing: { rows: 'DELETED' },
    },
  ],
};
