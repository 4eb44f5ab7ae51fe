import { defineModule } from '../../module.js';
import { pushChecks } from './push.checks.js';
import { PushDevice, PushMessage } from './push.entities.js';
import { pushMessages } from './push.messages.js';
import { pushMigrations } from './push.migrations.js';
import { pushInventory } from './push.personal.js';
import { PushResolver } from './push.resolver.js';
import { pushSubscription, stopPushing } from './push.service.js';
import { pushNotices, sendDuePushes } from './send-pushes.js';

export const pushModule = defineModule({
  name: 'push',
  inventory: pushInventory,
  entities: [PushDevice, PushMessage],
  migrations: pushMigrations,
  resolvers: [PushResolver],
  messages: pushMessages,
  sealedColumns: [pushSubscription],
  checks: pushChecks,
  noticeTellers: [pushNotices],
  closingSteps: [stopPushing],
  jobs: (services) => [
    { name: 'send-pushes', everyMs: 1_000, timeoutMs: 300_000, run: (signal) => sendDuePushes(services, signal) },
  ],
});
