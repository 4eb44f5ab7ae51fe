import type { RequestContext } from '../../context.js';
import type { StoredFile } from './stored-file.entity.js';

/** What files are uploaded for. Its module decides who may; this one knows neither the subjects nor the people. */
export interface FilePurpose {
  readonly name: string;
  /** Refuses whoever may not attach a file to this subject. */
  requireAttacher(context: RequestContext, subjectId: string): Promise<void>;
  /** Whether the viewer may open a file that is used. One that is not used yet is its owner's alone. */
  mayOpen(context: RequestContext, file: StoredFile): Promise<boolean>;
}

const purposes = new Map<string, FilePurpose>();

/** Declares a purpose, once, where its module is loaded. */
export function defineFilePurpose(purpose: FilePurpose): FilePurpose {
  if (purposes.has(purpose.name)) throw new Error(`the purpose ${purpose.name} is declared twice`);
  purposes.set(purpose.name, purpose);
  return purpose;
}

export const findFilePurpose = (name: string): FilePurpose | null => purposes.get(name) ?? null;
