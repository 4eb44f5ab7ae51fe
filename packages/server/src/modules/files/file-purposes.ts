import type { RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { Registry } from '../../lib/registry.js';
import type { StoredFile } from './stored-file.entity.js';

/**
 * A purpose for which files are uploaded. The module that declares it decides about access; this module knows neither
 * the subjects nor the people.
 */
export interface FilePurpose {
  readonly name: string;
  /** Throws when the viewer may not attach a file to this subject. */
  requireAttacher(context: RequestContext, subjectId: string): Promise<void>;
  /** Whether the viewer may open a file that is used. Only the owner may open a file that is not used yet. */
  mayOpen(context: RequestContext, file: StoredFile): Promise<boolean>;
  /** Whether the viewer is among the reviewers, or the unit, for whom a restricted file was uploaded. */
  seesRestricted(context: RequestContext, file: StoredFile): Promise<boolean>;
  /** Tells the pages that show the subject that the file was taken down. */
  takenDown(tx: Tx, file: StoredFile): Promise<void>;
}

/** The purposes of all modules. */
export const filePurposes = new Registry<FilePurpose>('file purpose');
