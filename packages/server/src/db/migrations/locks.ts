import { addLockCount } from '../ddl.js';
import { LOCKABLE_TABLES } from '../lockable.js';

const AT = 1_760_000_090_000;

export const lockMigrations = [...LOCKABLE_TABLES].map((table, index) => addLockCount(AT + index, table));
