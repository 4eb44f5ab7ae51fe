import { defineModule } from '../../module.js';
import { personalDataSeen } from './looks.js';
import { TraceEntry, TraceReason } from './trace.entities.js';
import { traceMigrations } from './trace.migrations.js';
import { traceInventory } from './trace.personal.js';

export const traceModule = defineModule({
  name: 'trace',
  inventory: traceInventory,
  entities: [TraceEntry, TraceReason],
  migrations: traceMigrations,
  traceKinds: [personalDataSeen],
});
