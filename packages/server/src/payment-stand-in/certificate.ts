import { sign, type KeyObject } from 'node:crypto';

// Writes a certificate in DER, because Node can read certificates and cannot make any.

const length = (bytes: number): number[] =>
  bytes < 128 ? [bytes] : bytes < 256 ? [0x81, bytes] : [0x82, bytes >> 8, bytes & 0xff];
const node = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...length(content.length)]), content]);
};
const sequence = (...parts: Buffer[]) => node(0x30, ...parts);
const bits = (bytes: Buffer) => node(0x03, Buffer.from([0]), bytes);
/** A moment as YYMMDDhhmmssZ. */
const moment = (at: Date) =>
  node(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`, 'ascii'));
const SHA256_WITH_RSA = sequence(node(0x06, Buffer.from('2a864886f70d01010b', 'hex')), node(0x05));
const COMMON_NAME = node(0x06, Buffer.from('550403', 'hex'));

/** Returns a certificate of `publicKey` as PEM, signed with `privateKey`, for fifty years around `now`. */
export function certificateOf(publicKey: KeyObject, privateKey: KeyObject, serial: string, now: Date): string {
  const name = sequence(node(0x31, sequence(COMMON_NAME, node(0x0c, Buffer.from('Test provider')))));
  const around = (years: number) => moment(new Date(Date.UTC(now.getUTCFullYear() + years, 0, 1)));
  const content = sequence(
    node(0x02, Buffer.from(serial, 'hex')),
    SHA256_WITH_RSA,
    name,
    // A time of two digits means 1950 to 2049.
    sequence(around(-5), around(5)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const der = sequence(content, SHA256_WITH_RSA, bits(sign('RSA-SHA256', content, privateKey)));
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
