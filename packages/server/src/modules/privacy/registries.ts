import type { ClosingObstacle, ClosingStep } from '../../closing.js';
import { Registry } from '../../lib/registry.js';
import type { PersonalTable } from '../../personal-data.js';
import type { RetentionRule } from '../../retention.js';

/** The tables of all modules with personal data of accounts, upstream first. */
export const personalTables: (PersonalTable & { readonly holder: string })[] = [];
/** The obstacles to closing an account, from all modules. */
export const closingObstacles = new Registry<ClosingObstacle>('closing obstacle');
export const closingSteps: ClosingStep[] = [];
export const retentionRules = new Registry<RetentionRule>('retention rule');
