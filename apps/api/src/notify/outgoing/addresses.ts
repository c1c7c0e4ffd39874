import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Why an address must not be asked for on somebody's word, in words for a person; null: it is a public one.
 * What a request to such an address would reach is not what the world can reach, so its answers are nobody's to see.
 * Source: the IANA registries of special-purpose addresses for IPv4 and IPv6.
 */
export function whyNotPublic(address: string): string | null {
  if (isIPv4(address)) return kinds.find(({ ranges }) => ranges.check(address, 'ipv4'))?.what ?? null;

  const bare = address.split('%')[0]!;
  if (!isIPv6(bare)) return 'not an address';
  const embedded = embeddedIPv4(parts(bare));
  if (embedded !== null) return whyNotPublic(embedded);
  const kind = kinds.find(({ ranges }) => ranges.check(bare, 'ipv6'));
  if (kind) return kind.what;
  return globalUnicast.check(bare, 'ipv6') ? null : 'a reserved address';
}

const kinds = [
  { what: 'a loopback address', ranges: rangesOf('127.0.0.0/8', '::1/128') },
  { what: 'an unspecified address', ranges: rangesOf('0.0.0.0/8', '::/128') },
  { what: 'a link-local address', ranges: rangesOf('169.254.0.0/16', 'fe80::/10') },
  {
    what: 'a private address',
    ranges: rangesOf(
      '10.0.0.0/8',
      '172.16.0.0/12',
      '192.168.0.0/16',
      '100.64.0.0/10',
      'fc00::/7',
      'fec0::/10',
      // Local networks' own translation to IPv4, wherever that leads.
      '64:ff9b:1::/48',
    ),
  },
  // A public number, yet within Azure it is the host of the virtual machine.
  { what: 'an address of the cloud itself', ranges: rangesOf('168.63.129.16/32') },
  {
    what: 'a reserved address',
    ranges: rangesOf(
      '192.0.0.0/24',
      '192.0.2.0/24',
      '192.88.99.0/24',
      '198.18.0.0/15',
      '198.51.100.0/24',
      '203.0.113.0/24',
      '240.0.0.0/4',
      // Teredo among others: it carries an IPv4 address, and a port to it.
      '2001::/23',
      '2001:db8::/32',
      '3fff::/20',
    ),
  },
  { what: 'a multicast address', ranges: rangesOf('224.0.0.0/4', 'ff00::/8') },
];

const globalUnicast = rangesOf('2000::/3');

/** The IPv4 address that a mapped, NAT64 or 6to4 address leads to. */
function embeddedIPv4(part: readonly number[]): string | null {
  const startsWith = (...start: number[]) => start.every((value, index) => part[index] === value);
  const dotted = (high: number, low: number) => [high >> 8, high & 255, low >> 8, low & 255].join('.');

  const isMapped = startsWith(0, 0, 0, 0, 0, 0xffff) || startsWith(0, 0, 0, 0, 0xffff, 0);
  const isNat64 = startsWith(0x64, 0xff9b, 0, 0, 0, 0);
  if (isMapped || isNat64) return dotted(part[6]!, part[7]!);
  if (startsWith(0x2002)) return dotted(part[1]!, part[2]!);
  return null;
}

/** The eight numbers of a valid IPv6 address, however it is written. */
function parts(address: string): number[] {
  const withoutDots = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((part) => part.toString(16)).join(':'),
  );
  const [head = '', tail] = withoutDots.split('::').map((side) => (side === '' ? [] : side.split(':')));
  if (tail === undefined) return [...head].map((part) => parseInt(part, 16));
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].map((part) => parseInt(part, 16));
}

function rangesOf(...ranges: string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits = ''] = range.split('/');
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
}
