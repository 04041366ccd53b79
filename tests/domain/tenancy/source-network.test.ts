import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { networkOf } from '#domain/tenancy/source-network.ts';

describe('a source is counted', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['unknown', 'unknown'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:ffff:0:0:9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2:3:4:192.0.2.1', '2001:db8:1:2::/64'],
    ['::ffff:192.0.2.1', '0:0:0:0:0:ffff:c000:201'],
    ['::ffff:192.0.2.2', '0:0:0:0:0:ffff:c000:202'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['1:2:3', '1:2:3'],
  ])('%s as %s', (source, network) => {
    expect(networkOf(source)).toBe(network);
  });

  test('with all others of its 64 bits, however it is written, and with no others', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (one, other) => {
        const [a, b] = [ipaddr.IPv6.parse(one), ipaddr.IPv6.parse(other)];
        fc.pre(!a.isIPv4MappedAddress() && !b.isIPv4MappedAddress());
        expect(networkOf(one)).toBe(networkOf(a.toNormalizedString()));
        expect(networkOf(one) === networkOf(other)).toBe(a.match(b, 64));
        const neighbour = new ipaddr.IPv6([...a.toByteArray().slice(0, 8), ...b.toByteArray().slice(8)]);
        if (!neighbour.isIPv4MappedAddress()) {
          expect(networkOf(neighbour.toString())).toBe(networkOf(one));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
