import { requirePermission } from '../../context.js';
import { defineTopic } from '../../live/topics.js';
import { seeStatements } from './reconciliation.permissions.js';

/** The bank's statements, their lines, and the progress of the server's work on them. */
export const STATEMENTS = defineTopic('statements', (context) => requirePermission(context, seeStatements));
