import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

// Files in the format of age (https://age-encryption.org/v1), so that the program `age` reads them as well. The server
// knows only the recipient, so it cannot read its own backups.

/** Makes a new key: the secret identity, and the recipient that only encrypts. */
export async function newBackupKey(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

const toWeb = (bytes: Readable): globalThis.ReadableStream<Uint8Array> =>
  Readable.toWeb(bytes) as globalThis.ReadableStream<Uint8Array>;
const fromWeb = (bytes: globalThis.ReadableStream<Uint8Array>): Readable => Readable.fromWeb(bytes as ReadableStream);

/** Encrypts a stream for each of the recipients. Each part of it is authenticated. */
export async function encrypt(plain: Readable, recipients: readonly string[]): Promise<Readable> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return fromWeb(await encrypter.encrypt(toWeb(plain)));
}

/** Decrypts a stream. Throws for another key, and the stream ends with an error where it was changed or cut off. */
export async function decrypt(sealed: Readable, identity: string): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return fromWeb(await decrypter.decrypt(toWeb(sealed)));
}
