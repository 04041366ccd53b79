import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAddress } from '#domain/webhook/address.ts';

const refused: readonly (readonly [string, string])[] = [
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'unspecified'],
  ['10.0.0.1', 'private'],
  ['100.64.0.1', 'carrierGradeNat'],
  ['100.100.100.200', 'carrierGradeNat'],
  ['100.127.255.255', 'carrierGradeNat'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['168.63.129.16', 'cloudPlatform'],
  ['169.254.169.254', 'linkLocal'],
  ['169.254.170.2', 'linkLocal'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.192', 'reserved'],
  ['192.0.2.1', 'reserved'],
  ['192.88.99.1', 'reserved'],
  ['192.168.0.1', 'private'],
  ['198.18.0.1', 'reserved'],
  ['198.51.100.1', 'reserved'],
  ['203.0.113.1', 'reserved'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.250', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::7f00:1', 'notGlobalUnicast'],
  ['::ffff:127.0.0.1', 'ipv4Mapped'],
  ['::ffff:a9fe:a9fe', 'ipv4Mapped'],
  ['::ffff:0:7f00:1', 'rfc6145'],
  ['64:ff9b::a9fe:a9fe', 'rfc6052'],
  ['64:ff9b:1::a00:1', 'rfc6052'],
  ['100::1', 'discard'],
  ['2001::7f00:1', 'teredo'],
  ['2001:db8::1', 'reserved'],
  ['2002:7f00:1::', '6to4'],
  ['2606:4700::5efe:7f00:1', 'isatap'],
  ['2606:4700::200:5efe:a9fe:a9fe', 'isatap'],
  ['3fff::1', 'reserved'],
  ['4000::1', 'notGlobalUnicast'],
  ['5f00::1', 'segmentRouting'],
  ['fc00::1', 'uniqueLocal'],
  ['fd00:ec2::254', 'uniqueLocal'],
  ['fd20:ce::254', 'uniqueLocal'],
  ['fe80::1', 'linkLocal'],
  ['fe80::1%eth0', 'linkLocal'],
  ['fec0::1', 'deprecatedSiteLocal'],
  ['ff02::1', 'multicast'],
  ['0177.0.0.1', 'notAnAddress'],
  ['127.1', 'notAnAddress'],
  ['2130706433', 'notAnAddress'],
  ['0x7f.0.0.1', 'notAnAddress'],
  ['localhost', 'notAnAddress'],
  ['', 'notAnAddress'],
];

describe('judgeAddress', () => {
  it.each(refused)('refuses %s', (address, range) => {
    expect(judgeAddress(address, 'strict')).toEqual({ allowed: false, range });
  });

  it.each(['1.1.1.1', '8.8.8.8', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.1', '223.255.255.254'])(
    'allows the public address %s',
    (address) => expect(judgeAddress(address, 'strict')).toEqual({ allowed: true }),
  );

  it.each(['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888', '2600:1f18::1'])(
    'allows the public address %s',
    (address) => expect(judgeAddress(address, 'strict')).toEqual({ allowed: true }),
  );

  it('allows loopback, and nothing else that is special, when egress is loopback', () => {
    const allowed = refused
      .filter(([address]) => judgeAddress(address, 'loopback').allowed)
      .map(([address]) => address);
    expect(allowed).toEqual(['127.0.0.1', '127.255.255.254', '::1']);
  });

  it('refuses every IPv4 address in each of the forms of IPv6 that embed it', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::', '::ffff:', '::ffff:0:', '64:ff9b::'), (v4, prefix) => {
        expect(judgeAddress(prefix + v4, 'strict').allowed).toBe(false);
        expect(judgeAddress(prefix + v4, 'loopback').allowed).toBe(prefix === '::' && v4 === '0.0.0.1');
      }),
    );
  });

  it('allows no IPv6 address outside 2000::/3', () => {
    const outside = fc.ipV6().filter((address) => !/^[23][0-9a-f]{3}:/i.test(address));
    fc.assert(fc.property(outside, (address) => !judgeAddress(address, 'strict').allowed));
  });
});
