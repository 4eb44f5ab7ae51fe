import { defineModule } from '../../module.js';
import { Consent } from './consent.entity.js';
import { consentsMessages } from './consents.messages.js';
import { consentsMigrations } from './consents.migrations.js';
import { consentsInventory } from './consents.personal.js';
import { PrivacyNoticeResolver } from './consents.resolver.js';

export const consentsModule = defineModule({
  name: 'consents',
  inventory: consentsInventory,
  entities: [Consent],
  migrations: consentsMigrations,
  resolvers: [PrivacyNoticeResolver],
  messages: consentsMessages,
});
