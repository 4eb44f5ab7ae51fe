import { isIP } from 'node:net';

/** The first four groups of an IPv6 address, without leading zeros. */
function prefixOf(address: string): string {
  const [head = '', tail] = address.split('::', 2);
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  // An IPv4 address at the end replaces two groups.
  const length = before.length + after.length + (address.includes('.') ? 1 : 0);
  const all = tail === undefined ? before : [...before, ...Array<string>(8 - length).fill('0'), ...after];
  return all
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}

/**
 * Returns the network of an address, for counting: an IPv4 address itself, and of an IPv6 address the first 64 bits,
 * because one household or one rented server has 2^64 addresses. A proxy may add a port, brackets or a zone.
 */
export function networkOf(address: string): string {
  // Every gift of a guest comes here, and most addresses need no more than this.
  if (isIP(address) === 4) return address;
  const bare = address
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '');
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  if (mapped !== undefined && isIP(mapped) === 4) return mapped;
  return isIP(bare) === 6 ? `${prefixOf(bare)}::/64` : bare;
}
