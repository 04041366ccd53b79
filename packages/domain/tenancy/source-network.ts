/** How many of the eight groups of an IPv6 address name the network: 64 bits, the least that anybody is given (RFC 6177). */
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/**
 * By what requests from `source` are counted together: an IPv4 address as it is, an IPv6 address by its /64, as whoever has one
 * address of that has all. What is no address is as it is.
 */
export function networkOf(source: string): string {
  if (!source.includes(':')) return source;
  const host = `http://[${source}]`;
  if (!URL.canParse(host)) return source;
  const groups = groupsOf(new URL(host).hostname.slice(1, -1));
  const isMappedV4 = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  return isMappedV4 ? groups.join(':') : `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

/** The groups of an IPv6 address in the one form in which a URL has it (RFC 5952). */
function groupsOf(canonical: string): readonly string[] {
  const [first = [], last = []] = canonical.split('::').map((part) => (part === '' ? [] : part.split(':')));
  return [...first, ...Array<string>(GROUPS - first.length - last.length).fill('0'), ...last];
}
