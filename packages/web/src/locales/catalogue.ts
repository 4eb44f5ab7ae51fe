/** The words of a language, by namespace. */
export type Catalogue = Record<string, Record<string, unknown>>;

/** A file of words. */
export interface WordsFile {
  default: Record<string, unknown>;
  /** Words of enum values that components of any feature show, by enum: `t('terms:wishStatus.OPEN')`. */
  terms?: Record<string, Record<string, string>>;
}

/**
 * Returns the words of all files of a language. The name of a file is its namespace. The `terms` of all files are one
 * namespace, and several files may have words of one enum.
 */
export function catalogueOf(files: Record<string, WordsFile>): Catalogue {
  const catalogue: Catalogue = Object.fromEntries(
    Object.entries(files).map(([path, words]) => [path.slice(2, -3), words.default]),
  );
  const terms = { ...catalogue['terms'] };
  for (const { terms: more = {} } of Object.values(files))
    for (const [name, words] of Object.entries(more))
      terms[name] = { ...(terms[name] as object | undefined), ...words };
  return { ...catalogue, terms };
}
