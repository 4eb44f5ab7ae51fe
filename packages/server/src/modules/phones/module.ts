import { defineModule } from '../../module.js';
import { AccountPhone, PhoneCode } from './phone.entity.js';
import { phonesMessages } from './phones.messages.js';
import { phonesMigrations } from './phones.migrations.js';
import { phonesInventory } from './phones.personal.js';
import { PhoneResolver } from './phones.resolver.js';
import { phoneNumber, waitingNumber } from './phones.sealed.js';
import { phonesTraceKinds } from './phones.trace.js';

export const phonesModule = defineModule({
  name: 'phones',
  inventory: phonesInventory,
  entities: [AccountPhone, PhoneCode],
  migrations: phonesMigrations,
  resolvers: [PhoneResolver],
  messages: phonesMessages,
  traceKinds: phonesTraceKinds,
  sealedColumns: [phoneNumber, waitingNumber],
  retentionRules: [
    {
      name: 'ended-phone-codes',
      removes: 'Codes that were sent to telephone numbers, with the numbers, after ten minutes.',
      table: 'phone_codes',
      key: ['user_id'],
      due: 'expires_at <= ?',
      keepsMs: 0,
    },
  ],
});
