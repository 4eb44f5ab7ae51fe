import type { Check } from '../../db/check.js';
import { FileStore } from './file-store.js';

const CONTENTS_AT_ONCE = 500;

export const fileChecks: readonly Check[] = [
  {
    name: 'every content is counted as often as files have it',
    sql: `SELECT c.sha256, c.uses, COUNT(f.id) AS files FROM file_contents c
      LEFT JOIN stored_files f ON f.sha256 = c.sha256 AND f.taken_down_at IS NULL
          GROUP BY c.sha256, c.uses HAVING c.uses <> COUNT(f.id)
            OR c.uses < 1 AND NOT EXISTS (SELECT 1 FROM stored_files t WHERE t.sha256 = c.sha256)`,
  },
  {
    name: 'every file has a content of its size',
    sql: 'SELECT f.id, f.sha256 FROM stored_files f LEFT JOIN file_contents c ON c.sha256 = f.sha256 WHERE c.sha256 IS NULL OR c.bytes <> f.bytes',
  },
  {
    name: 'every content lies on disk and has its digest',
    async violations({ db, env }) {
      const store = new FileStore(env.uploadDir);
      const violations: { sha256: string; found: string | null }[] = [];
      for (let after = ''; ;) {
        const contents = await db.read.query<{ sha256: string }[]>(
          `SELECT sha256 FROM file_contents WHERE sha256 > ? AND uses > 0 ORDER BY sha256 LIMIT ${CONTENTS_AT_ONCE}`,
          [after],
        );
        for (const { sha256 } of contents) {
          const found = await store.digestOf(sha256);
          if (found !== sha256) violations.push({ sha256, found });
        }
        if (contents.length < CONTENTS_AT_ONCE) return violations;
        after = contents.at(-1)!.sha256;
      }
    },
  },
];
