/**
 * Reads the body of a response, at most `maxBytes` of it. Returns null for a longer one, of which no more is read, so
 * that a server that never stops sending fills no memory.
 */
export async function readBounded({ body }: Pick<Response, 'body'>, maxBytes: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the body.
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
