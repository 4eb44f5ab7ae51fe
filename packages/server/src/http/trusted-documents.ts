import { readFileSync } from 'node:fs';

/** What Apollo prefixes the hash with that a client names its question by. */
const PREFIX = 'apq:';

/**
 * The questions of our own pages, by the SHA-256 of their text: a page sends the hash alone, which keeps a gift in one packet of a
 * phone's uplink. What strangers send is executed as it comes, but never kept: unknown hashes are theirs to send again with the text.
 */
export function trustedDocuments() {
  const path = new URL(import.meta.resolve('@hongchuang/schema/trusted-documents.json'));
  const texts = new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>));
  return {
    get: async (key: string): Promise<string | undefined> => texts.get(key.slice(PREFIX.length)),
    set: async (): Promise<void> => undefined,
    delete: async (): Promise<boolean> => false,
  };
}
