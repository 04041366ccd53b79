import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEndpointUrl, type EndpointUrlPolicy } from '#domain/webhook/endpoint-url.ts';

const live: EndpointUrlPolicy = { mode: 'live', egress: 'strict' };
const test: EndpointUrlPolicy = { mode: 'test', egress: 'strict' };
const local: EndpointUrlPolicy = { mode: 'live', egress: 'loopback' };

const codes = (url: string, policy: EndpointUrlPolicy) => checkEndpointUrl(url, policy).map(({ code }) => code);

const publicUrls = [
  'https://example.com',
  'https://example.com/hook?tenant=1#part',
  'https://hooks.example.co.uk:8443/a/b',
  'https://example.com.:443/',
  'https://bücher.example/hook',
  'https://xn--bcher-kva.example/hook',
  'https://1.1.1.1/hook',
  'https://[2606:4700:4700::1111]/hook',
  'https://169.254.169.254.example.com/',
  'https://localhost.example.com/',
];

const forbiddenAddresses = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://127.0.0.1./',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.0x1/',
  'https://017700000001/',
  'https://0177.0.0.01/',
  'https://0/',
  'https://0.0.0.0/',
  'https://10.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://0251.0376.0251.0376/',
  'https://169.254.43518/',
  'https://%31%32%37.0.0.1/',
  'https://１２７.０.０.１/',
  'https://①②⑦.⓪.⓪.①/',
  'https://127。0。0。1/',
  'https://[::1]/',
  'https://[::]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::127.0.0.1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[::ffff:0:127.0.0.1]/',
  'https://[64:ff9b::169.254.169.254]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:a9fe:a9fe::]/',
  'https://[2001:0:a9fe:a9fe::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://[ff02::1]/',
];

const forbiddenNames = [
  'https://localhost/',
  'https://LOCALHOST/',
  'https://localhost./',
  'https://api.localhost/',
  'https://printer/',
  'https://printer.local/',
  'https://metadata.google.internal/',
  'https://ip-10-0-0-1.ec2.internal/',
  'https://nas.home.arpa/',
  'https://router.lan/',
  'https://kubernetes.default.svc/',
  'https://intranet.corp/',
];

describe('checkEndpointUrl', () => {
  it.each(publicUrls)('allows %s in live mode', (url) => expect(checkEndpointUrl(url, live)).toEqual([]));

  it.each(forbiddenAddresses)('refuses the address of %s', (url) => {
    expect(codes(url, live)).toEqual(['url_address_forbidden']);
    expect(codes(url, test)).toEqual(['url_address_forbidden']);
  });

  it.each(forbiddenNames)('refuses the private name of %s', (url) => {
    expect(codes(url, live)).toEqual(['url_host_forbidden']);
  });

  it('points at the URL and names the address and its range', () => {
    expect(checkEndpointUrl('https://2130706433/', live)).toEqual([
      {
        pointer: '/url',
        code: 'url_address_forbidden',
        message: 'must name a public host: 127.0.0.1 is not a public address (loopback)',
        details: { address: '127.0.0.1', range: 'loopback' },
      },
    ]);
  });

  it('requires HTTPS in live mode only', () => {
    expect(codes('http://example.com/', live)).toEqual(['url_scheme']);
    expect(codes('http://example.com/', test)).toEqual([]);
  });

  it.each(['http://127.0.0.1:4000/', 'http://127.9.9.9:4000/', 'http://[::1]:4000/', 'http://localhost:4000/x'])(
    'allows %s, in live mode as well, where egress is loopback and nowhere else',
    (url) => {
      expect(codes(url, local)).toEqual([]);
      expect(codes(url, live)).toContain('url_scheme');
      expect(codes(url, test)).not.toEqual([]);
    },
  );

  it('lets loopback egress open neither private networks nor plain HTTP to others', () => {
    expect(codes('http://example.com/', local)).toEqual(['url_scheme']);
    expect(codes('http://10.0.0.1/', local)).toEqual(['url_scheme', 'url_address_forbidden']);
    expect(codes('http://0.0.0.0:4000/', local)).toEqual(['url_scheme', 'url_address_forbidden']);
    expect(codes('http://[::ffff:127.0.0.1]/', local)).toEqual(['url_scheme', 'url_address_forbidden']);
    expect(codes('https://printer.local/', local)).toEqual(['url_host_forbidden']);
  });

  it.each(['https://user@example.com/', 'https://user:secret@example.com/', 'https://:secret@example.com/'])(
    'refuses the credentials of %s',
    (url) => expect(codes(url, live)).toEqual(['url_credentials']),
  );

  it('judges the host behind a user name that looks like one', () => {
    expect(codes('https://example.com@127.0.0.1/', live)).toEqual(['url_credentials', 'url_address_forbidden']);
    expect(codes('https://example.com:443@[::1]/', live)).toEqual(['url_credentials', 'url_address_forbidden']);
  });

  it.each([0, 1, 22, 25, 53, 110, 1023, 2049, 6000, 6379, 6667, 11211])('refuses port %i', (port) => {
    expect(codes(`https://example.com:${port}/`, live)).toEqual(['url_port_forbidden']);
  });

  it.each([80, 443, 1024, 3000, 8080, 8443, 8787, 65535])('allows port %i', (port) => {
    expect(codes(`https://example.com:${port}/`, live)).toEqual([]);
  });

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:,x',
    'gopher://127.0.0.1/',
    'ws://a.b/',
  ])('refuses the scheme of %s', (url) => expect(codes(url, live)).toEqual(['url_scheme']));

  it.each([
    '',
    'example.com',
    '//example.com/',
    'https://',
    'https://[::1',
    'https://[fe80::1%25eth0]/',
    'https://256.256.256.256/',
    'https://1.2.3.4.5/',
    'https://127.0.0.1../',
    'https://a..example.com/',
    'https://exa!mple.com/',
    `https://${'a'.repeat(64)}.example.com/`,
    `https://${'a.'.repeat(126)}example.com/`,
    'https:/example.com/',
    'https:example.com/',
    'https:///example.com/',
    'https://example.com:65536/',
    'https://exa mple.com/',
    ' https://example.com/',
    'https://example.com/\n',
    'https://exam\tple.com/',
    'https://example.com\\@127.0.0.1/',
    'https://example.com/\u0000',
  ])('refuses %j, which is no URL or not the same URL to every parser', (url) => {
    expect(codes(url, live)).toEqual(['url_invalid']);
  });

  it('refuses a URL of more than 2048 characters without looking at it', () => {
    expect(codes(`https://example.com/${'a'.repeat(2048 - 20)}`, live)).toEqual([]);
    expect(codes(`https://example.com/${'a'.repeat(2049 - 20)}`, live)).toEqual(['url_too_long']);
  });

  it('lists all reasons at once', () => {
    expect(codes('http://user@10.0.0.1:22/', live)).toEqual([
      'url_scheme',
      'url_credentials',
      'url_address_forbidden',
      'url_port_forbidden',
    ]);
  });

  it('never throws, and never allows a host that is a non-public address, whatever the text', () => {
    const host = fc.oneof(
      fc.ipV4(),
      fc.ipV4Extended(),
      fc.ipV6().map((address) => `[${address}]`),
      fc.string(),
    );
    fc.assert(
      fc.property(host, fc.constantFrom('https://', 'http://', 'https://user@', ''), (text, prefix) => {
        const url = `${prefix}${text}/`;
        if (checkEndpointUrl(url, live).length > 0) return;
        expect(new URL(url).hostname).not.toMatch(/^(?:0|10|127)\.|^169\.254\.|^192\.168\.|^\[(?![23][0-9a-f]{3}:)/);
      }),
    );
  });
});
