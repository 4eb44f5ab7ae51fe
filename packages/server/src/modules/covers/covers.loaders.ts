import { defineLoader } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { Cover } from './cover.entity.js';

/** Covers by id; null for an unknown one. */
export const coverLoader = defineLoader<string, Cover | null>(({ db }, ids) => rowsByKey(db.read, Cover, 'id', ids));
