import { BlockList, isIP } from 'node:net';

/** Everything in IPv4 that is not an address of one host on the public internet (RFC 6890 and its successors). */
const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');

/** IPv6 addresses of hosts are in 2000::/3. */
const HOSTS = new BlockList();
HOSTS.addSubnet('2000::', 3, 'ipv6');
/** Parts of it that are documentation, benchmarks, or lead to an IPv4 address that they contain. */
const NOT_HOSTS = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  NOT_HOSTS.addSubnet(network, prefix, 'ipv6');

/**
 * Whether `address`, an IP address as text, is one of a host on the public internet. Private, loopback, link-local,
 * shared, reserved and multicast addresses are not, and neither are forms of IPv6 that contain an IPv4 address.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !NOT_PUBLIC.check(address, 'ipv4');
  return family === 6 && HOSTS.check(address, 'ipv6') && !NOT_HOSTS.check(address, 'ipv6');
}

/** Whether an address of the web leads, by its own text, to this machine or a private network. A name is looked up at each connection. */
export function isLocalUrl({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return (
    (isIP(host) !== 0 && !isPublicAddress(host)) ||
    !/[.:]/.test(host) ||
    /\.(?:localhost|local|internal)\.?$/i.test(host)
  );
}
