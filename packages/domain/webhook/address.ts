import ipaddr from 'ipaddr.js';

/** `strict` everywhere but on the local stack; `loopback` also allows receivers on the machine itself, over HTTP. */
export type Egress = 'strict' | 'loopback';

export type AddressJudgement =
  | { readonly allowed: true }
  /** `range` names the special-purpose range that the address lies in. */
  | { readonly allowed: false; readonly range: string };

/** The only block from which IANA allocates global unicast; everything outside is special, deprecated or unassigned. */
const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Azure's platform endpoint (DHCP, health, guest agent): public by number, answered by the host of the machine. */
const AZURE_PLATFORM_V4 = '168.63.129.16';

/**
 * Whether Baton may connect to `address`, an IPv4 address of four decimal parts or an IPv6 address. Only global
 * unicast is allowed. Every form that embeds another address (IPv4-mapped, NAT64, 6to4, Teredo, ISATAP) is refused
 * whatever it embeds, since what it reaches is decided by the network in between. Ranges: IANA special-purpose registries
 * (RFC 6890).
 */
export function judgeAddress(address: string, egress: Egress): AddressJudgement {
  const range = rangeOf(address);
  if (range === 'unicast') return { allowed: true };
  if (range === 'loopback' && egress === 'loopback') return { allowed: true };
  return { allowed: false, range };
}

function rangeOf(address: string): string {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return address === AZURE_PLATFORM_V4 ? 'cloudPlatform' : ipaddr.IPv4.parse(address).range();
  }
  if (!ipaddr.IPv6.isValid(address)) return 'notAnAddress';
  const parsed = ipaddr.IPv6.parse(address);
  const range = parsed.range();
  if (range !== 'unicast') return range;
  if (!parsed.match(GLOBAL_UNICAST_V6)) return 'notGlobalUnicast';
  return isIsatap(parsed) ? 'isatap' : range;
}

/** An interface identifier that carries an IPv4 address, under any prefix (RFC 5214, 6.1). */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  const [, , , , organization = 0, marker] = parts;
  return (organization === 0 || organization === 0x0200) && marker === 0x5efe;
}
